package dev.hikyaku.integration.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** What comes to queues and other buses, and as what. */
interface EventTargetCases extends EventCases {
    /** A queue that gets the events of a new bus as one of these inputs. */
    private String sent(String detail, String member, Object input) {
        String bus = newBus();
        String queue = newQueue();
        putTarget(
                bus,
                newRule(bus, ANY),
                AwsApi.given("Id", "t", "Arn", queueArn(queue), member, input));
        put(bus, detail);
        return bodies(queue, 1).getFirst();
    }

    @Test
    default void anInputIsAConstant() {
        assertThat(sent("{}", "Input", "{\"a\": 1}")).isEqualTo("{\"a\": 1}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '#',
            value = {
                "$.detail|{\"a\":{\"b\":[1,2]},\"s\":\"t\"}",
                "$.detail.a.b[1]|2",
                "$.detail.s|\"t\"",
                "$.source|\"shop\"",
                "$['detail-type']|\"order\"",
                "$.detail.gone|null"
            })
    default void aPathLeadsToAPart(String path, String expected) {
        assertThat(sent("{\"a\":{\"b\":[1,2]},\"s\":\"t\"}", "InputPath", path))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '#',
            value = {
                "\"<s> of <type>\"|\"t of order\"",
                "{\"s\": <s>, \"n\": <n>}|{\"s\": \"t\", \"n\": 5}",
                "{\"s\": \"<s>-<n>\"}|{\"s\": \"t-5\"}",
                "{\"o\": <o>, \"l\": <l>}|{\"o\": {\"k\":\"v\"}, \"l\": [1,\"x\"]}",
                "\"o is <o>, l is <l>\"|\"o is {k:v}, l is [1,x]\"",
                "{\"g\": <gone>}|{\"g\": \"\"}",
                "\"-<gone>-\"|\"--\"",
                "[<n>, <s>]|[5, \"t\"]",
                "Dear <s>|Dear t"
            })
    default void aTemplateIsFilled(String template, String expected) {
        Map<String, String> paths =
                Map.of(
                        "s", "$.detail.s",
                        "n", "$.detail.n",
                        "o", "$.detail.o",
                        "l", "$.detail.l",
                        "gone", "$.detail.gone",
                        "type", "$.detail-type");
        assertThat(
                        sent(
                                "{\"s\":\"t\",\"n\":5,\"o\":{\"k\":\"v\"},\"l\":[1,\"x\"]}",
                                "InputTransformer",
                                Map.of("InputPathsMap", paths, "InputTemplate", template)))
                .isEqualTo(expected);
    }

    @Test
    default void reservedVariablesAreFilledIn() {
        String filled =
                sent(
                        "{\"n\":1}",
                        "InputTransformer",
                        Map.of(
                                "InputTemplate",
                                "{\"arn\": <aws.events.rule-arn>, \"name\": \"<aws.events.rule-name>\","
                                        + " \"at\": <aws.events.event.ingestion-time>,"
                                        + " \"event\": <aws.events.event>,"
                                        + " \"all\": <aws.events.event.json>}"));
        JsonNode json = JSON.readTree(filled);
        assertThat(json.path("arn").asString())
                .startsWith(ARN + "rule/")
                .endsWith(json.path("name").asString());
        assertThat(json.path("at").asString()).matches("20..-..-..T..:..:..Z");
        assertThat(json.path("event").path("source").asString()).isEqualTo("shop");
        assertThat(json.path("event").has("detail")).isFalse();
        assertThat(json.path("all").path("detail").path("n").asInt()).isEqualTo(1);
    }

    @Test
    default void eachTargetHasItsOwnInput() {
        String bus = newBus();
        String rule = newRule(bus, ANY);
        var queues = new HashMap<Integer, String>();
        for (int i = 0; i < 5; i++) {
            String queue = newQueue();
            queues.put(i, queue);
            putTarget(
                    bus,
                    rule,
                    AwsApi.given("Id", "t" + i, "Arn", queueArn(queue), "Input", "" + i));
        }
        put(bus, "{}");
        queues.forEach((i, queue) -> assertThat(bodies(queue, 1)).containsExactly("" + i));
    }

    @Test
    default void aFifoQueueGetsGroupAndOrder() {
        String bus = newBus();
        String queue =
                newQueue(
                        newName() + ".fifo",
                        Map.of("FifoQueue", "true", "ContentBasedDeduplication", "true"));
        putTarget(
                bus,
                newRule(bus, ANY),
                AwsApi.given(
                        "Id",
                        "t",
                        "Arn",
                        queueArn(queue),
                        "InputPath",
                        "$.detail.n",
                        "SqsParameters",
                        Map.of("MessageGroupId", "g")));
        putEntries(entry(bus, "{\"n\":1}"), entry(bus, "{\"n\":2}"), entry(bus, "{\"n\":3}"));
        List<JsonNode> messages = receive(queue, 3);
        assertThat(messages)
                .extracting(each -> each.path("Body").asString())
                .containsExactly("1", "2", "3");
        assertThat(messages.getFirst().path("Attributes").path("MessageGroupId").asString())
                .isEqualTo("g");
    }

    @Test
    default void theTraceGoesWithTheEvent() {
        String bus = newBus();
        String queue = queueOfAll(bus);
        Map<String, Object> entry = entry(bus, "{}");
        String trace = "Root=1-5759e988-bd862e3fe1be46a994272793";
        entry.put("TraceHeader", trace);
        putEntries(entry);
        assertThat(
                        receive(queue, 1)
                                .getFirst()
                                .path("Attributes")
                                .path("AWSTraceHeader")
                                .asString())
                .isEqualTo(trace);
    }

    @Test
    default void whatHasNoQueueIsADeadLetter() {
        String bus = newBus();
        String dead = newQueue();
        String rule = newRule(bus, ANY);
        String gone = "arn:aws:sqs:" + REGION + ":" + ACCOUNT + ":" + newName();
        putTarget(
                bus,
                rule,
                AwsApi.given(
                        "Id",
                        "t",
                        "Arn",
                        gone,
                        "Input",
                        "1",
                        "DeadLetterConfig",
                        Map.of("Arn", queueArn(dead))));
        put(bus, "{\"n\":7}");
        JsonNode message = receive(dead, 1).getFirst();
        assertThat(JSON.readTree(message.path("Body").asString()).path("detail").path("n").asInt())
                .isEqualTo(7);
        JsonNode attributes = message.path("MessageAttributes");
        assertThat(text(attributes, "ERROR_CODE")).isEqualTo("NO_RESOURCE");
        assertThat(text(attributes, "ERROR_MESSAGE"))
                .isEqualTo("The specified queue does not exist.");
        assertThat(text(attributes, "RULE_ARN")).isEqualTo(ruleArn(bus, rule));
        assertThat(text(attributes, "TARGET_ARN")).isEqualTo(gone);
    }

    default String text(JsonNode attributes, String name) {
        return attributes.path(name).path("StringValue").asString();
    }

    @Test
    default void aValueThatBreaksTheTemplateIsADeadLetter() {
        String bus = newBus();
        String queue = newQueue();
        String dead = newQueue();
        putTarget(
                bus,
                newRule(bus, ANY),
                AwsApi.given(
                        "Id",
                        "t",
                        "Arn",
                        queueArn(queue),
                        "InputTransformer",
                        Map.of(
                                "InputPathsMap",
                                Map.of("q", "$.detail.q"),
                                "InputTemplate",
                                "{\"q\": \"<q>\"}"),
                        "DeadLetterConfig",
                        Map.of("Arn", queueArn(dead))));
        put(bus, "{\"q\":\"say \\\"hi\\\"\"}");
        assertThat(text(receive(dead, 1).getFirst().path("MessageAttributes"), "ERROR_CODE"))
                .isEqualTo("INVALID_JSON");
    }

    @Test
    default void anEventGoesOnToAnotherBus() {
        String first = newBus();
        String second = newBus();
        String queue = queueOfAll(second);
        putTarget(first, newRule(first, ANY), AwsApi.given("Id", "t", "Arn", busArn(second)));
        JsonNode put = put(first, "{\"n\":1}");
        assertThat(event(queue).path("id")).isEqualTo(put.path("Entries").get(0).path("EventId"));
    }

    @Test
    default void fromBusToBusAnEventGoesOnce() {
        String first = newBus();
        String second = newBus();
        String third = newBus();
        String here = queueOfAll(first);
        String there = queueOfAll(second);
        String far = queueOfAll(third);
        String back = newRule(second, ANY);
        putTarget(first, newRule(first, ANY), AwsApi.given("Id", "t", "Arn", busArn(second)));
        putTarget(second, back, AwsApi.given("Id", "t", "Arn", busArn(first)));
        putTarget(second, back, AwsApi.given("Id", "u", "Arn", busArn(third)));
        put(first, "{}");
        assertThat(bodies(there, 1)).hasSize(1);
        assertThat(bodies(here, 1)).hasSize(1);
        assertThat(sqs().call("ReceiveMessage", "QueueUrl", here).path("Messages")).isEmpty();
        assertThat(sqs().call("ReceiveMessage", "QueueUrl", far).path("Messages")).isEmpty();
    }

    @Test
    default void aBusThatIsGoneMakesADeadLetter() {
        String bus = newBus();
        String dead = newQueue();
        putTarget(
                bus,
                newRule(bus, ANY),
                AwsApi.given(
                        "Id",
                        "t",
                        "Arn",
                        busArn(newName()),
                        "DeadLetterConfig",
                        Map.of("Arn", queueArn(dead))));
        put(bus, "{}");
        assertThat(text(receive(dead, 1).getFirst().path("MessageAttributes"), "ERROR_CODE"))
                .isEqualTo("NO_RESOURCE");
    }

    @Test
    default void aLogGroupIsALegalTarget() {
        String bus = newBus();
        String queue = queueOfAll(bus);
        putTarget(
                bus,
                newRule(bus, ANY),
                AwsApi.given(
                        "Id",
                        "t",
                        "Arn",
                        "arn:aws:logs:" + REGION + ":" + ACCOUNT + ":log-group:/aws/events/x"));
        assertThat(put(bus, "{}").path("FailedEntryCount").asInt()).isZero();
        assertThat(bodies(queue, 1)).hasSize(1);
    }
}
