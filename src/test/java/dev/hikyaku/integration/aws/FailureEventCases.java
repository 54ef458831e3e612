package dev.hikyaku.integration.aws;

import static dev.hikyaku.integration.aws.SchedulerCases.schedule;
import static dev.hikyaku.integration.aws.SchedulerCases.target;
import static dev.hikyaku.integration.aws.SchedulerCases.time;
import static dev.hikyaku.integration.aws.SchedulerCases.with;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Firings that fail for good make an event, which a rule takes to a queue. */
interface FailureEventCases extends SchedulerCases {
    private String queueOfFailures(String schedule) {
        String queue = newQueue();
        String rule = newName();
        events().call(
                        "PutRule",
                        "Name",
                        rule,
                        "EventPattern",
                        "{\"source\":[\"hikyaku.scheduler\"],\"detail\":{\"scheduleName\":[\""
                                + schedule
                                + "\"]}}");
        events().call(
                        "PutTargets",
                        "Rule",
                        rule,
                        "Targets",
                        List.of(Map.of("Id", "1", "Arn", queueArn(queue))));
        return queue;
    }

    private JsonNode event(String queue) {
        List<JsonNode> messages = receive(queue, 1);
        assertThat(messages).hasSize(1);
        return new JsonMapper().readTree(messages.getFirst().path("Body").asString());
    }

    @Test
    default void aFiringForAQueueThatIsGoneMakesAnEvent() {
        String name = newName();
        String failures = queueOfFailures(name);
        String at = time(1);
        String arn = create(schedule(name, "at(" + at + ")", target(NOWHERE, "lost")));
        JsonNode event = event(failures);
        assertThat(event.path("detail-type").asString())
                .isEqualTo("Schedule Target Invocation Failed");
        assertThat(event.path("account").asString()).isEqualTo(ACCOUNT);
        assertThat(event.path("region").asString()).isEqualTo(REGION);
        assertThat(event.path("resources").path(0).asString()).isEqualTo(arn);
        JsonNode detail = event.path("detail");
        assertThat(detail.path("scheduleArn").asString()).isEqualTo(arn);
        assertThat(detail.path("groupName").asString()).isEqualTo("default");
        assertThat(detail.path("targetArn").asString()).isEqualTo(NOWHERE);
        assertThat(detail.path("scheduledTime").asString()).isEqualTo(at + "Z");
        assertThat(detail.path("errorCode").asString())
                .isEqualTo("AWS.SimpleQueueService.NonExistentQueue");
        assertThat(detail.path("attempts").asInt()).isEqualTo(1);
        assertThat(detail.has("deadLetterArn")).isFalse();
        assertThat(detail.has("exhaustedRetryCondition")).isFalse();
    }

    @Test
    default void aFiringWhoseRetriesHaveRunOutMakesAnEvent() {
        String name = newName();
        String failures = queueOfFailures(name);
        String dead = queueArn(newQueue());
        Map<String, Object> target =
                with(
                        with(
                                target(FunctionCases.FUNCTION + "ill", "{}"),
                                "RetryPolicy",
                                Map.of("MaximumRetryAttempts", 0)),
                        "DeadLetterConfig",
                        Map.of("Arn", dead));
        create(schedule(name, "at(" + time(1) + ")", target));
        JsonNode detail = event(failures).path("detail");
        assertThat(detail.path("targetArn").asString()).isEqualTo(FunctionCases.FUNCTION + "ill");
        assertThat(detail.path("deadLetterArn").asString()).isEqualTo(dead);
        assertThat(detail.path("errorCode").asString()).isEqualTo("ServiceException");
        assertThat(detail.path("errorMessage").asString()).isEqualTo("The function answered 500.");
        assertThat(detail.path("exhaustedRetryCondition").asString())
                .isEqualTo("MaximumRetryAttempts");
        assertThat(detail.path("attempts").asInt()).isEqualTo(1);
    }
}
