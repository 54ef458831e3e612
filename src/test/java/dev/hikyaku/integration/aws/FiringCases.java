package dev.hikyaku.integration.aws;

import static dev.hikyaku.integration.aws.SchedulerCases.far;
import static dev.hikyaku.integration.aws.SchedulerCases.in;
import static dev.hikyaku.integration.aws.SchedulerCases.schedule;
import static dev.hikyaku.integration.aws.SchedulerCases.target;
import static dev.hikyaku.integration.aws.SchedulerCases.time;
import static dev.hikyaku.integration.aws.SchedulerCases.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Schedules that fire, each within a few seconds. */
interface FiringCases extends SchedulerCases {
    private JsonNode received(String queue) {
        List<JsonNode> messages = receive(queue, 1);
        assertThat(messages).hasSize(1);
        return messages.getFirst();
    }

    @Test
    default void aMessageComesAtItsTime() {
        String queue = newQueue();
        String at = time(2);
        create(schedule(newName(), "at(" + at + ")", target(queueArn(queue), "hello")));
        JsonNode message = received(queue);
        assertThat(message.path("Body").asString()).isEqualTo("hello");
        assertThat(message.path("Attributes").path("SentTimestamp").asLong())
                .isBetween(
                        Instant.parse(at + "Z").toEpochMilli(),
                        Instant.parse(at + "Z").toEpochMilli() + 1500);
    }

    @Test
    default void timesAreThoseOfTheirZone() {
        String queue = newQueue();
        String local =
                LocalDateTime.now(ZoneId.of("Asia/Kathmandu"))
                        .plusSeconds(2)
                        .truncatedTo(ChronoUnit.SECONDS)
                        .toString();
        String at = local.length() == 16 ? local + ":00" : local;
        create(
                with(
                        schedule(
                                newName(),
                                "at(" + at + ")",
                                target(queueArn(queue), "<aws.scheduler.scheduled-time>")),
                        "ScheduleExpressionTimezone",
                        "Asia/Kathmandu"));
        String utc =
                LocalDateTime.parse(at).atZone(ZoneId.of("Asia/Kathmandu")).toInstant().toString();
        assertThat(received(queue).path("Body").asString()).isEqualTo(utc);
    }

    @Test
    default void aRateFiresFirstWhenItIsMade() {
        String queue = newQueue();
        create(schedule(newName(), "rate(1 hours)", target(queueArn(queue), "first")));
        assertThat(received(queue).path("Body").asString()).isEqualTo("first");
    }

    @Test
    default void aRateFiresFirstAtItsStart() {
        String queue = newQueue();
        Instant start = Instant.now().plusSeconds(2).truncatedTo(ChronoUnit.SECONDS);
        create(
                with(
                        schedule(
                                newName(),
                                "rate(1 days)",
                                target(queueArn(queue), "<aws.scheduler.scheduled-time>")),
                        "StartDate",
                        start.getEpochSecond()));
        assertThat(received(queue).path("Body").asString()).isEqualTo(start.toString());
    }

    @Test
    default void contextAttributesAreFilledIn() {
        String queue = newQueue();
        String at = time(1);
        String arn =
                create(
                        schedule(
                                newName(),
                                "at(" + at + ")",
                                target(
                                        queueArn(queue),
                                        "{\"arn\":\"<aws.scheduler.schedule-arn>\","
                                                + "\"time\":\"<aws.scheduler.scheduled-time>\","
                                                + "\"id\":\"<aws.scheduler.execution-id>\","
                                                + "\"attempt\":\"<aws.scheduler.attempt-number>\"}")));
        assertThat(received(queue).path("Body").asString())
                .matches(
                        "\\{\"arn\":\""
                                + arn
                                + "\",\"time\":\""
                                + at
                                + "Z\",\"id\":\"[0-9a-f]+\",\"attempt\":\"1\"}");
    }

    @Test
    default void withoutAnInputANotificationComes() {
        String queue = newQueue();
        String arn = create(schedule(newName(), in(1), target(queueArn(queue), null)));
        assertThat(received(queue).path("Body").asString())
                .contains("\"source\":\"aws.scheduler\"", "\"resources\":[\"" + arn + "\"]");
    }

    @Test
    default void aCompletedScheduleStaysUnlessItIsToGo() {
        String queue = newQueue();
        String stays = newName();
        String goes = newName();
        create(schedule(stays, in(1), target(queueArn(queue), "stays")));
        create(
                with(
                        schedule(goes, in(1), target(queueArn(queue), "goes")),
                        "ActionAfterCompletion",
                        "DELETE"));
        assertThat(receive(queue, 2)).hasSize(2);
        assertMissing(goes);
        assertThat(get(stays).path("State").asString()).isEqualTo("ENABLED");
    }

    @Test
    default void aDisabledScheduleFiresWhenItIsEnabled() {
        String queue = newQueue();
        String name = newName();
        Map<String, Object> asked =
                schedule(name, "rate(1 hours)", target(queueArn(queue), "enabled"));
        create(with(asked, "State", "DISABLED"));
        JsonNode nothing = sqs().call("ReceiveMessage", "QueueUrl", queue, "WaitTimeSeconds", 1);
        assertThat(nothing.has("Messages")).isFalse();
        scheduler().call("UpdateSchedule", with(asked, "ScheduleExpression", in(1)));
        assertThat(received(queue).path("Body").asString()).isEqualTo("enabled");
    }

    @Test
    default void anUpdateMovesTheTime() {
        String queue = newQueue();
        String name = newName();
        create(with(far(name), "Target", target(queueArn(queue), "late")));
        scheduler().call("UpdateSchedule", schedule(name, in(1), target(queueArn(queue), "moved")));
        assertThat(received(queue).path("Body").asString()).isEqualTo("moved");
    }

    @Test
    default void aDeletedScheduleDoesNotFire() {
        String queue = newQueue();
        String name = newName();
        create(schedule(name, in(2), target(queueArn(queue), "deleted")));
        create(schedule(newName(), in(3), target(queueArn(queue), "other")));
        scheduler().call("DeleteSchedule", "Name", name);
        assertThat(received(queue).path("Body").asString()).isEqualTo("other");
    }

    @Test
    default void aFlexibleScheduleFiresInItsWindow() {
        String queue = newQueue();
        String name = newName();
        create(
                with(
                        schedule(name, in(-50), target(queueArn(queue), "flexible")),
                        "FlexibleTimeWindow",
                        Map.of("Mode", "FLEXIBLE", "MaximumWindowInMinutes", 1)));
        assertThat(received(queue).path("Body").asString()).isEqualTo("flexible");
    }

    @Test
    default void aFifoQueueNeedsItsGroup() {
        String fifo =
                newQueue(
                        newName() + ".fifo",
                        Map.of("FifoQueue", "true", "ContentBasedDeduplication", "true"));
        String dead = newQueue();
        create(
                with(
                        schedule(newName(), in(1), target(queueArn(fifo), "grouped")),
                        "Target.SqsParameters",
                        Map.of("MessageGroupId", "g")));
        create(
                with(
                        schedule(newName(), in(1), target(queueArn(fifo), "lost")),
                        "Target.DeadLetterConfig",
                        Map.of("Arn", queueArn(dead))));
        JsonNode message = received(fifo);
        assertThat(message.path("Body").asString()).isEqualTo("grouped");
        assertThat(message.path("Attributes").path("MessageGroupId").asString()).isEqualTo("g");
        assertThat(received(dead).path("Body").asString()).isEqualTo("lost");
    }

    @Test
    default void theDeadLetterSaysWhy() {
        String dead = newQueue();
        String at = time(1);
        String arn =
                create(
                        with(
                                schedule(newName(), "at(" + at + ")", target(NOWHERE, "lost")),
                                "Target.DeadLetterConfig",
                                Map.of("Arn", queueArn(dead))));
        JsonNode message = received(dead);
        assertThat(message.path("Body").asString()).isEqualTo("lost");
        JsonNode attributes = message.path("MessageAttributes");
        assertThat(attributes.path("ERROR_CODE").path("StringValue").asString())
                .isEqualTo("AWS.SimpleQueueService.NonExistentQueue");
        assertThat(attributes.path("SCHEDULE_ARN").path("StringValue").asString()).isEqualTo(arn);
        assertThat(attributes.path("TARGET_ARN").path("StringValue").asString()).isEqualTo(NOWHERE);
        assertThat(attributes.path("SCHEDULED_TIME").path("StringValue").asString())
                .isEqualTo(at + "Z");
        assertThat(attributes.path("RETRY_ATTEMPTS").path("StringValue").asString()).isEqualTo("0");
    }

    @Test
    default void theUniversalTargetSendsAMessage() {
        String queue = newQueue();
        String input =
                "{\"QueueUrl\":\""
                        + queue
                        + "\",\"MessageBody\":\"by <aws.scheduler.schedule-arn>\","
                        + "\"MessageAttributes\":{\"k\":{\"DataType\":\"String\",\"StringValue\":\"v\"}}}";
        String arn =
                create(
                        schedule(
                                newName(),
                                in(1),
                                target("arn:aws:scheduler:::aws-sdk:sqs:sendMessage", input)));
        JsonNode message = received(queue);
        assertThat(message.path("Body").asString()).isEqualTo("by " + arn);
        assertThat(message.path("MessageAttributes").path("k").path("StringValue").asString())
                .isEqualTo("v");
    }

    @Test
    default void otherUniversalTargetsCallTheirAction() {
        String queue = newQueue();
        String name = newName();
        String input = "{\"QueueName\":\"" + name + "\"}";
        create(
                schedule(
                        newName(),
                        in(1),
                        target("arn:aws:scheduler:::aws-sdk:sqs:createQueue", input)));
        String url = queue.substring(0, queue.lastIndexOf('/') + 1) + name;
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .untilAsserted(() ->
                        assertThat(
                                        sqs().call("GetQueueUrl", "QueueName", name)
                                                .path("QueueUrl")
                                                .asString())
                                .isEqualTo(url));
    }

    private String newTopic(String queue) {
        String topic = sns().call("CreateTopic", "Name", newName()).path("TopicArn").asString();
        sns().call(
                        "Subscribe",
                        "TopicArn",
                        topic,
                        "Protocol",
                        "sqs",
                        "Endpoint",
                        queueArn(queue),
                        "Attributes",
                        Map.of("RawMessageDelivery", "true"));
        return topic;
    }

    @Test
    default void aTopicIsPublishedTo() {
        String queue = newQueue();
        create(schedule(newName(), in(1), target(newTopic(queue), "news")));
        assertThat(received(queue).path("Body").asString()).isEqualTo("news");
    }

    @Test
    default void theUniversalTargetPublishes() {
        String queue = newQueue();
        String input =
                "{\"TopicArn\":\""
                        + newTopic(queue)
                        + "\",\"Message\":\"attempt <aws.scheduler.attempt-number>\"}";
        create(
                schedule(
                        newName(),
                        in(1),
                        target("arn:aws:scheduler:::aws-sdk:sns:publish", input)));
        assertThat(received(queue).path("Body").asString()).isEqualTo("attempt 1");
    }

    private String ruleFor(String queue, String source) {
        String rule = newName();
        events().call("PutRule", "Name", rule, "EventPattern", "{\"source\":[\"" + source + "\"]}");
        events().call(
                        "PutTargets",
                        "Rule",
                        rule,
                        "Targets",
                        List.of(Map.of("Id", "1", "Arn", queueArn(queue))));
        return rule;
    }

    @Test
    default void anEventIsPutOntoABus() {
        String queue = newQueue();
        String source = newName();
        ruleFor(queue, source);
        String bus = "arn:aws:events:us-east-1:000000000000:event-bus/default";
        String arn =
                create(
                        with(
                                schedule(newName(), in(1), target(bus, "{\"a\":1}")),
                                "Target.EventBridgeParameters",
                                Map.of("DetailType", "due", "Source", source)));
        assertThat(received(queue).path("Body").asString())
                .contains("\"detail-type\":\"due\"", "\"detail\":{\"a\":1}", arn);
    }

    @Test
    default void theUniversalTargetPutsEvents() {
        String queue = newQueue();
        String source = newName();
        ruleFor(queue, source);
        String input =
                "{\"Entries\":[{\"Source\":\""
                        + source
                        + "\",\"DetailType\":\"due\",\"Detail\":\"{}\"}]}";
        create(
                schedule(
                        newName(),
                        in(1),
                        target("arn:aws:scheduler:::aws-sdk:eventbridge:putEvents", input)));
        assertThat(received(queue).path("Body").asString()).contains("\"source\":\"" + source);
    }

    @Test
    default void aTargetThatCannotBeCalledEndsInTheDeadLetterQueue() {
        String dead = newQueue();
        create(
                with(
                        schedule(
                                newName(),
                                in(1),
                                target(
                                        "arn:aws:scheduler:::aws-sdk:sqs:deleteQueue",
                                        "{\"QueueUrl\":\"http://x/000000000000/none\"}")),
                        "Target.DeadLetterConfig",
                        Map.of("Arn", queueArn(dead))));
        JsonNode message = received(dead);
        assertThat(message.path("Body").asString()).contains("/000000000000/none");
        assertThat(
                        message.path("MessageAttributes")
                                .path("ERROR_CODE")
                                .path("StringValue")
                                .asString())
                .isEqualTo("QueueDoesNotExist");
    }
}
