package dev.hikyaku.integration.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hikyaku.integration.AwsError;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What becomes of events that are put, and which patterns they match. */
interface PutEventsCases extends EventCases {
    @Test
    default void anEventComesInItsEnvelope() {
        String bus = newBus();
        String queue = queueOfAll(bus);
        Map<String, Object> entry = entry(bus, "{\"a\": 1.50, \"b\": [\"ä\"]}");
        entry.put("Time", "2026-01-02T03:04:05Z");
        entry.put("Resources", List.of("r1"));
        JsonNode put = putEntries(entry);
        assertThat(put.path("FailedEntryCount").asInt()).isZero();
        String id = put.path("Entries").get(0).path("EventId").asString();
        assertThat(bodies(queue, 1))
                .containsExactly(
                        "{\"version\":\"0\",\"id\":\""
                                + id
                                + "\",\"detail-type\":\"order\",\"source\":\"shop\",\"account\":\""
                                + ACCOUNT
                                + "\",\"time\":\"2026-01-02T03:04:05Z\",\"region\":\""
                                + REGION
                                + "\",\"resources\":[\"r1\"],\"detail\":{\"a\":1.50,\"b\":[\"ä\"]}}");
    }

    @Test
    default void anEventWithoutATimeIsOfNow() {
        String bus = newBus();
        String queue = queueOfAll(bus);
        put(bus, "{}");
        assertThat(event(queue).path("time").asString()).matches("20..-..-..T..:..:..Z");
    }

    @Test
    default void aBusMayBeNamedByItsArn() {
        String bus = newBus();
        String queue = queueOfAll(bus);
        put(busArn(bus), "{\"n\":1}");
        assertThat(event(queue).path("detail").path("n").asInt()).isEqualTo(1);
    }

    @Test
    default void eachEntryStandsForItself() {
        String bus = newBus();
        String queue = queueOfAll(bus);
        Map<String, Object> broken = entry(bus, "{");
        JsonNode put = putEntries(entry(bus, "{\"n\":1}"), broken, entry(bus, "{\"n\":2}"));
        assertThat(put.path("FailedEntryCount").asInt()).isEqualTo(1);
        assertThat(put.path("Entries").get(0).has("EventId")).isTrue();
        assertThat(put.path("Entries").get(1).path("ErrorCode").asString())
                .isEqualTo("MalformedDetail");
        assertThat(put.path("Entries").get(1).path("ErrorMessage").asString())
                .isEqualTo("Detail is malformed.");
        assertThat(put.path("Entries").get(1).has("EventId")).isFalse();
        assertThat(bodies(queue, 2)).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Source", "DetailType", "Detail"})
    default void whatIsMissingIsNamed(String member) {
        Map<String, Object> entry = entry(null, "{}");
        entry.remove(member);
        JsonNode failed = putEntries(entry).path("Entries").get(0);
        assertThat(failed.path("ErrorCode").asString()).isEqualTo("InvalidArgument");
        assertThat(failed.path("ErrorMessage").asString())
                .isEqualTo(
                        "Parameter "
                                + member
                                + " is not valid. Reason: "
                                + member
                                + " is a required argument.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "1", "\"text\"", "nope", "{} {}"})
    default void aDetailMustBeAnObject(String detail) {
        assertThat(put(null, detail).path("Entries").get(0).path("ErrorCode").asString())
                .isEqualTo("MalformedDetail");
    }

    @Test
    default void sourcesOfAmazonAreTakenBySomebodyElse() {
        Map<String, Object> entry = entry(null, "{}");
        entry.put("Source", "aws.s3");
        assertThat(putEntries(entry).path("Entries").get(0).path("ErrorCode").asString())
                .isEqualTo("NotAuthorizedForSourceException");
    }

    @Test
    default void tenEntriesAreTheMost() {
        assertThat(
                        events().call(
                                        "PutEvents",
                                        "Entries",
                                        Collections.nCopies(10, entry(null, "{}")))
                                .path("Entries"))
                .hasSize(10);
        assertInvalid(() ->
                        events().call(
                                        "PutEvents",
                                        "Entries",
                                        Collections.nCopies(11, entry(null, "{}"))))
                .satisfies(e ->
                        assertThat(e.message())
                                .startsWith("1 validation error detected: Value '[")
                                .endsWith(
                                        "]' at 'entries' failed to satisfy constraint: Member must"
                                                + " have length less than or equal to 10"));
    }

    @Test
    default void oneEntryIsTheLeast() {
        assertInvalid(() -> events().call("PutEvents", "Entries", List.of()));
    }

    @Test
    default void entriesHaveALimitOfSize() {
        String detail = "{\"a\":\"" + "x".repeat(262_144 - 17) + "\"}";
        JsonNode put = put(null, detail);
        assertThat(put.path("FailedEntryCount").asInt()).isZero();
        assertInvalid(() -> put(null, detail.replace("xx}", "xxx}").replace("x\"", "xx\"")))
                .returns(
                        "Total size of the entries in the request is over the limit.",
                        AwsError::message);
    }

    @Test
    default void whatIsForNoBusIsDropped() {
        JsonNode put = put(newName(), "{}");
        assertThat(put.path("FailedEntryCount").asInt()).isZero();
        assertThat(put.path("Entries").get(0).has("EventId")).isTrue();
    }

    @Test
    default void theDefaultBusTakesWhatNamesNone() {
        String queue = newQueue();
        String rule = newName();
        String source = newName();
        events().call("PutRule", "Name", rule, "EventPattern", "{\"source\":[\"" + source + "\"]}");
        putTarget("default", rule, AwsApi.given("Id", "t", "Arn", queueArn(queue)));
        Map<String, Object> entry = entry(null, "{}");
        entry.put("Source", source);
        putEntries(entry);
        assertThat(event(queue).path("source").asString()).isEqualTo(source);
        events().call("RemoveTargets", "Rule", rule, "Ids", List.of("t"));
        events().call("DeleteRule", "Name", rule);
    }

    @Test
    default void onlyWhatMatchesIsSent() {
        String bus = newBus();
        String queue = newQueue();
        String rule = newRule(bus, "{\"detail\":{\"state\":[\"paid\"]}}");
        putTarget(bus, rule, AwsApi.given("Id", "t", "Arn", queueArn(queue)));
        put(bus, "{\"state\":\"open\"}");
        put(bus, "{\"state\":\"paid\",\"n\":1}");
        put(bus, "{}");
        assertThat(event(queue).path("detail").path("n").asInt()).isEqualTo(1);
        assertEmpty(queue);
    }

    default void assertEmpty(String queue) {
        assertThat(sqs().call("ReceiveMessage", "QueueUrl", queue).path("Messages")).isEmpty();
    }

    @Test
    default void aRuleThatIsOffSendsNothing() {
        String bus = newBus();
        String queue = newQueue();
        String rule = newRule(bus, ANY);
        putTarget(bus, rule, AwsApi.given("Id", "t", "Arn", queueArn(queue)));
        events().call("DisableRule", "Name", rule, "EventBusName", bus);
        put(bus, "{\"n\":1}");
        events().call("EnableRule", "Name", rule, "EventBusName", bus);
        put(bus, "{\"n\":2}");
        assertThat(event(queue).path("detail").path("n").asInt()).isEqualTo(2);
        assertEmpty(queue);
    }

    @Test
    default void aChangedPatternCountsAtOnce() {
        String bus = newBus();
        String queue = newQueue();
        String rule = newRule(bus, "{\"detail\":{\"n\":[1]}}");
        putTarget(bus, rule, AwsApi.given("Id", "t", "Arn", queueArn(queue)));
        events().call(
                        "PutRule",
                        "Name",
                        rule,
                        "EventBusName",
                        bus,
                        "EventPattern",
                        "{\"detail\":{\"n\":[2]}}");
        put(bus, "{\"n\":1}");
        put(bus, "{\"n\":2}");
        assertThat(event(queue).path("detail").path("n").asInt()).isEqualTo(2);
        assertEmpty(queue);
    }

    @Test
    default void everyRuleThatMatchesSends() {
        String bus = newBus();
        String one = queueOfAll(bus);
        String two = queueOfAll(bus);
        put(bus, "{}");
        assertThat(event(one)).isEqualTo(event(two));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '#',
            value = {
                "{\"source\":[\"shop\"]}|true",
                "{\"source\":[\"Shop\"]}|false",
                "{\"detail\":{\"n\":[5]}}|true",
                "{\"detail\":{\"n\":[{\"numeric\":[\">\",5]}]}}|false",
                "{\"detail\":{\"n\":[{\"numeric\":[\">=\",5,\"<\",6]}]}}|true",
                "{\"detail\":{\"name\":[{\"prefix\":\"An\"}]}}|true",
                "{\"detail\":{\"name\":[{\"suffix\":\"na\"}]}}|true",
                "{\"detail\":{\"name\":[{\"equals-ignore-case\":\"ANNA\"}]}}|true",
                "{\"detail\":{\"name\":[{\"anything-but\":[\"Anna\"]}]}}|false",
                "{\"detail\":{\"name\":[{\"wildcard\":\"A*a\"}]}}|true",
                "{\"detail\":{\"gone\":[{\"exists\":false}]}}|true",
                "{\"detail\":{\"gone\":[null]}}|false",
                "{\"detail\":{\"ip\":[{\"cidr\":\"10.0.0.0/24\"}]}}|true",
                "{\"detail\":{\"ip\":[{\"cidr\":\"10.0.1.0/24\"}]}}|false",
                "{\"detail\":{\"tags\":[\"b\"]}}|true",
                "{\"$or\":[{\"source\":[\"x\"]},{\"detail\":{\"n\":[5]}}]}|true",
                "{\"source\":[\"shop\"],\"region\":[\"eu-west-1\"]}|false"
            })
    default void aPatternIsTested(String pattern, boolean expected) {
        String event =
                "{\"id\":\"1\",\"account\":\"000000000000\",\"source\":\"shop\","
                        + "\"time\":\"2026-01-02T03:04:05Z\",\"region\":\"us-east-1\","
                        + "\"resources\":[],\"detail-type\":\"order\",\"detail\":{\"n\":5,"
                        + "\"name\":\"Anna\",\"ip\":\"10.0.0.9\",\"tags\":[\"a\",\"b\"]}}";
        assertThat(
                        events().call("TestEventPattern", "EventPattern", pattern, "Event", event)
                                .path("Result")
                                .asBoolean())
                .isEqualTo(expected);
    }

    @Test
    default void aTestNeedsAPatternAndAnEvent() {
        assertRefused(() ->
                        events().call(
                                        "TestEventPattern",
                                        "EventPattern",
                                        "{\"a\":1}",
                                        "Event",
                                        "{}"))
                .returns("InvalidEventPatternException", AwsError::code);
        assertInvalid(
                () -> events().call("TestEventPattern", "EventPattern", ANY, "Event", "nope"));
        assertInvalid(() -> events().call("TestEventPattern", "EventPattern", ANY, "Event", "{}"));
    }
}
