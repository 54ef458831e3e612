package dev.hikyaku.integration.aws;

import static dev.hikyaku.integration.aws.SchedulerCases.in;
import static dev.hikyaku.integration.aws.SchedulerCases.schedule;
import static dev.hikyaku.integration.aws.SchedulerCases.target;
import static dev.hikyaku.integration.aws.SchedulerCases.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Functions as targets. */
interface FunctionCases extends SchedulerCases {
    String FUNCTION = "arn:aws:lambda:us-east-1:000000000000:function:";

    /** What the functions were called with, by their names; {@code sick} answers 500. */
    List<String> calls(String function);

    @Test
    default void aFunctionIsCalled() {
        create(schedule(newName(), in(1), target(FUNCTION + "well", "{\"a\":1}")));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(calls("well")).containsExactly("{\"a\":1}"));
    }

    @Test
    default void aSickFunctionIsTriedAgainAndThenGivenUp() {
        String dead = newQueue();
        String input = "{\"attempt\":<aws.scheduler.attempt-number>}";
        Map<String, Object> target =
                with(
                        with(
                                target(
                                        FUNCTION + "sick",
                                        input.replace("<", "\"<").replace(">", ">\"")),
                                "RetryPolicy",
                                Map.of("MaximumRetryAttempts", 1)),
                        "DeadLetterConfig",
                        Map.of("Arn", queueArn(dead)));
        create(schedule(newName(), in(1), target));
        List<JsonNode> buried = receive(dead, 1);
        assertThat(buried).hasSize(1);
        assertThat(calls("sick")).containsExactly("{\"attempt\":\"1\"}", "{\"attempt\":\"2\"}");
        JsonNode attributes = buried.getFirst().path("MessageAttributes");
        assertThat(attributes.path("EXHAUSTED_RETRY_CONDITION").path("StringValue").asString())
                .isEqualTo("MaximumRetryAttempts");
        assertThat(attributes.path("RETRY_ATTEMPTS").path("StringValue").asString()).isEqualTo("1");
    }

    @Test
    default void aFunctionThatNobodyKnowsIsGivenUpAtOnce() {
        String dead = newQueue();
        create(
                with(
                        schedule(newName(), in(1), target(FUNCTION + "unknown", "{}")),
                        "Target.DeadLetterConfig",
                        Map.of("Arn", queueArn(dead))));
        List<JsonNode> buried = receive(dead, 1);
        assertThat(buried).hasSize(1);
        assertThat(
                        buried.getFirst()
                                .path("MessageAttributes")
                                .path("ERROR_CODE")
                                .path("StringValue")
                                .asString())
                .isEqualTo("ResourceNotFoundException");
    }
}
