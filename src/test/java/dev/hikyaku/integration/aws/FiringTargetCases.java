package dev.hikyaku.integration.aws;

import static dev.hikyaku.integration.aws.SchedulerCases.in;
import static dev.hikyaku.integration.aws.SchedulerCases.schedule;
import static dev.hikyaku.integration.aws.SchedulerCases.target;
import static dev.hikyaku.integration.aws.SchedulerCases.with;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Targets of schedules that are called over HTTP, and those that are gone. */
interface FiringTargetCases extends SchedulerCases {
    private String newDestination(String url) {
        String connection =
                events().call(
                                "CreateConnection",
                                "Name",
                                newName(),
                                "AuthorizationType",
                                "API_KEY",
                                "AuthParameters",
                                Map.of(
                                        "ApiKeyAuthParameters",
                                        Map.of("ApiKeyName", "X-Key", "ApiKeyValue", "k")))
                        .path("ConnectionArn")
                        .asString();
        return events().call(
                        "CreateApiDestination",
                        "Name",
                        newName(),
                        "ConnectionArn",
                        connection,
                        "InvocationEndpoint",
                        url,
                        "HttpMethod",
                        "PUT")
                .path("ApiDestinationArn")
                .asString();
    }

    private static Hook.Call next(Hook hook) throws InterruptedException {
        return Objects.requireNonNull(hook.next(20), "no call came");
    }

    private static String text(JsonNode message, String attribute) {
        return message.path("MessageAttributes").path(attribute).path("StringValue").asString();
    }

    /** The dead letter of a schedule that is due in a second. */
    private JsonNode buried(Map<String, Object> target) {
        String dead = newQueue();
        create(
                with(
                        schedule(newName(), in(1), target),
                        "Target.DeadLetterConfig",
                        Map.of("Arn", queueArn(dead))));
        return receive(dead, 1).getFirst();
    }

    @Test
    default void anApiDestinationIsCalled() throws Exception {
        try (var hook = new Hook(call -> Hook.Answer.OK)) {
            String destination = newDestination(hook.url() + "/due");
            create(schedule(newName(), in(1), target(destination, "{\"customer\":4711}")));
            Hook.Call call = next(hook);
            assertThat(call.method()).isEqualTo("PUT");
            assertThat(call.path()).isEqualTo("/due");
            assertThat(call.body()).isEqualTo("{\"customer\":4711}");
            assertThat(call.headers()).containsEntry("X-Key", "k");
            assertThat(hook.next(1)).isNull();
        }
    }

    @Test
    default void anApiDestinationThatFailsIsTriedAgainAndThenGivenUp() throws Exception {
        try (var hook = new Hook(call -> Hook.Answer.status(500))) {
            Map<String, Object> target =
                    with(
                            target(newDestination(hook.url()), "{}"),
                            "RetryPolicy",
                            Map.of("MaximumRetryAttempts", 1));
            JsonNode dead = buried(target);
            assertThat(text(dead, "ERROR_CODE")).isEqualTo("SDK_CLIENT_ERROR");
            assertThat(text(dead, "RETRY_ATTEMPTS")).isEqualTo("1");
            assertThat(text(dead, "EXHAUSTED_RETRY_CONDITION")).isEqualTo("MaximumRetryAttempts");
            next(hook);
            next(hook);
            assertThat(hook.next(1)).isNull();
        }
    }

    @Test
    default void anApiDestinationThatRefusesIsNotTriedAgain() throws Exception {
        try (var hook = new Hook(call -> Hook.Answer.status(400))) {
            JsonNode dead = buried(target(newDestination(hook.url()), "{\"n\":1}"));
            assertThat(dead.path("Body").asString()).isEqualTo("{\"n\":1}");
            assertThat(text(dead, "RETRY_ATTEMPTS")).isEqualTo("0");
            next(hook);
            assertThat(hook.next(1)).isNull();
        }
    }

    @Test
    default void twentyCallsOfATargetAreMadeAtATime() throws Exception {
        var running = new AtomicInteger();
        var most = new AtomicInteger();
        try (var hook =
                new Hook(call -> {
                    most.accumulateAndGet(running.incrementAndGet(), Math::max);
                    LockSupport.parkNanos(Duration.ofMillis(800).toNanos());
                    running.decrementAndGet();
                    return Hook.Answer.OK;
                })) {
            String destination = newDestination(hook.url());
            String at = in(3);
            for (int i = 0; i < 30; i++) {
                create(schedule(newName(), at, target(destination, "{}")));
            }
            for (int i = 0; i < 30; i++) {
                next(hook);
            }
            assertThat(most.get()).isBetween(2, 20);
        }
    }

    /** A queue that is gone stays gone: no attempt is made again. */
    @Test
    default void whatIsForADeletedQueueIsADeadLetter() {
        String queue = newQueue();
        String arn = queueArn(queue);
        String dead = newQueue();
        Map<String, Object> target =
                with(
                        with(
                                target(arn, "lost"),
                                "RetryPolicy",
                                Map.of(
                                        "MaximumRetryAttempts",
                                        5,
                                        "MaximumEventAgeInSeconds",
                                        3600)),
                        "DeadLetterConfig",
                        Map.of("Arn", queueArn(dead)));
        create(schedule(newName(), in(3), target));
        sqs().call("DeleteQueue", "QueueUrl", queue);
        JsonNode message = receive(dead, 1).getFirst();
        assertThat(message.path("Body").asString()).isEqualTo("lost");
        assertThat(text(message, "ERROR_CODE"))
                .isEqualTo("AWS.SimpleQueueService.NonExistentQueue");
        assertThat(text(message, "TARGET_ARN")).isEqualTo(arn);
        assertThat(text(message, "RETRY_ATTEMPTS")).isEqualTo("0");
        assertThat(message.path("MessageAttributes").has("EXHAUSTED_RETRY_CONDITION")).isFalse();
    }

    @Test
    default void aMessageOfTheUniversalTargetForAQueueThatIsGoneIsADeadLetter() {
        String url = newQueue() + "-gone";
        String input = "{\"QueueUrl\":\"" + url + "\",\"MessageBody\":\"m\"}";
        JsonNode message = buried(target("arn:aws:scheduler:::aws-sdk:sqs:sendMessage", input));
        assertThat(message.path("Body").asString()).isEqualTo(input);
        assertThat(text(message, "ERROR_CODE"))
                .isEqualTo("AWS.SimpleQueueService.NonExistentQueue");
    }

    @Test
    default void theUniversalTargetSendsIntoAFifoQueue() {
        String queue = newQueue(newName() + ".fifo", Map.of("FifoQueue", "true"));
        String input =
                "{\"QueueUrl\":\"%s\",\"MessageBody\":\"m\",\"MessageGroupId\":\"g\","
                                .formatted(queue)
                        + "\"MessageDeduplicationId\":\"<aws.scheduler.execution-id>\"}";
        create(
                schedule(
                        newName(),
                        in(1),
                        target("arn:aws:scheduler:::aws-sdk:sqs:sendMessage", input)));
        JsonNode message = receive(queue, 1).getFirst();
        assertThat(message.path("Body").asString()).isEqualTo("m");
        assertThat(message.path("Attributes").path("MessageGroupId").asString()).isEqualTo("g");
        assertThat(message.path("Attributes").path("MessageDeduplicationId").asString())
                .matches("[0-9a-f]{32}");
    }

    @Test
    default void aTopicThatIsGoneMakesADeadLetter() {
        String topic = "arn:aws:sns:us-east-1:000000000000:" + newName();
        JsonNode message = buried(target(topic, "news"));
        assertThat(message.path("Body").asString()).isEqualTo("news");
        assertThat(text(message, "ERROR_CODE")).isEqualTo("NotFoundException");
    }
}
