package dev.hikyaku.integration.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hikyaku.integration.AwsError;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Archives and replays. */
interface ArchiveCases extends EventCases {
    String FROM = "2026-01-01T00:00:00Z";
    String TO = "2026-01-02T00:00:00Z";

    /** A new archive's name. */
    private String newArchive(String bus, Object... more) {
        String name = newName();
        Map<String, Object> archive = AwsApi.given(more);
        archive.put("ArchiveName", name);
        archive.put("EventSourceArn", busArn(bus));
        events().call("CreateArchive", archive);
        return name;
    }

    private void putAt(String bus, String time, String detail) {
        Map<String, Object> entry = entry(bus, detail);
        entry.put("Time", time);
        putEntries(entry);
    }

    private JsonNode archive(String name) {
        return events().call("DescribeArchive", "ArchiveName", name);
    }

    private String newReplay(String archive, String bus, String from, String to, String... rules) {
        String name = newName();
        events().call(
                        "StartReplay",
                        "ReplayName",
                        name,
                        "EventSourceArn",
                        ARN + "archive/" + archive,
                        "EventStartTime",
                        from,
                        "EventEndTime",
                        to,
                        "Destination",
                        Map.of("Arn", busArn(bus), "FilterArns", List.of(rules)));
        return name;
    }

    private JsonNode replay(String name) {
        return events().call("DescribeReplay", "ReplayName", name);
    }

    private void awaitEnd(String replay, String state) {
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(replay(replay).path("State").asString()).isEqualTo(state));
    }

    @Test
    default void anArchiveIsDescribed() {
        String bus = newBus();
        String name = newArchive(bus, "Description", "d", "RetentionDays", 7);
        JsonNode archive = archive(name);
        assertThat(archive.path("ArchiveArn").asString()).isEqualTo(ARN + "archive/" + name);
        assertThat(archive.path("EventSourceArn").asString()).isEqualTo(busArn(bus));
        assertThat(archive.path("State").asString()).isEqualTo("ENABLED");
        assertThat(archive.path("RetentionDays").asInt()).isEqualTo(7);
        assertThat(archive.path("EventCount").asInt()).isZero();
        events().call("UpdateArchive", "ArchiveName", name, "Description", "e");
        assertThat(archive(name).path("Description").asString()).isEqualTo("e");
        assertThat(archive(name).path("RetentionDays").asInt()).isEqualTo(7);
    }

    @Test
    default void anArchiveIsMadeOnce() {
        String bus = newBus();
        String name = newArchive(bus);
        assertThere(() ->
                        events().call(
                                        "CreateArchive",
                                        "ArchiveName",
                                        name,
                                        "EventSourceArn",
                                        busArn(bus)))
                .returns("Archive " + name + " already exists.", AwsError::message);
    }

    @Test
    default void anArchiveNeedsItsBus() {
        String bus = newName();
        assertMissing(() -> newArchive(bus))
                .returns("Event bus " + bus + " does not exist.", AwsError::message);
    }

    @Test
    default void anArchiveNameHasALimit() {
        String bus = newBus();
        String name = "a".repeat(49);
        assertInvalid(() ->
                        events().call(
                                        "CreateArchive",
                                        "ArchiveName",
                                        name,
                                        "EventSourceArn",
                                        busArn(bus)))
                .returns(
                        "1 validation error detected: Value '"
                                + name
                                + "' at 'archiveName' failed to satisfy constraint: Member must"
                                + " have length less than or equal to 48",
                        AwsError::message);
    }

    @Test
    default void anArchivesPatternMustBeOne() {
        String bus = newBus();
        assertRefused(() -> newArchive(bus, "EventPattern", "{\"a\":1}"))
                .returns("InvalidEventPatternException", AwsError::code);
    }

    @ParameterizedTest
    @ValueSource(strings = {"DescribeArchive", "UpdateArchive", "DeleteArchive"})
    default void anArchiveMustBeThere(String operation) {
        assertMissing(() -> events().call(operation, "ArchiveName", "none"))
                .returns("Archive none does not exist.", AwsError::message);
    }

    @Test
    default void archivesAreListed() {
        String bus = newBus();
        String one = newArchive(bus);
        String two = newArchive(bus);
        JsonNode list = events().call("ListArchives", "EventSourceArn", busArn(bus));
        assertThat(list.path("Archives")).hasSize(2);
        assertThat(list.path("Archives").get(0).path("ArchiveName").asString()).isEqualTo(one);
        JsonNode first = events().call("ListArchives", "EventSourceArn", busArn(bus), "Limit", 1);
        JsonNode second =
                events().call(
                                "ListArchives",
                                "EventSourceArn",
                                busArn(bus),
                                "NextToken",
                                first.path("NextToken").asString());
        assertThat(second.path("Archives").get(0).path("ArchiveName").asString()).isEqualTo(two);
        assertInvalid(() -> events().call("ListArchives", "NamePrefix", "a", "State", "ENABLED"))
                .satisfies(e -> assertThat(e.message()).startsWith("At most one filter"));
    }

    @Test
    default void anArchiveTakesWhatItsPatternMatches() {
        String bus = newBus();
        String all = newArchive(bus);
        String some = newArchive(bus, "EventPattern", "{\"detail\":{\"n\":[1]}}");
        put(bus, "{\"n\":1}");
        put(bus, "{\"n\":2}");
        assertThat(archive(all).path("EventCount").asInt()).isEqualTo(2);
        assertThat(archive(some).path("EventCount").asInt()).isEqualTo(1);
        assertThat(archive(all).path("SizeBytes").asInt()).isGreaterThan(200);
    }

    @Test
    default void whatIsOfASpanOfTimeIsReplayed() {
        String bus = newBus();
        String archive = newArchive(bus);
        putAt(bus, "2025-12-31T23:59:59Z", "{\"n\":0}");
        putAt(bus, FROM, "{\"n\":1}");
        putAt(bus, "2026-01-01T12:00:00Z", "{\"n\":2}");
        putAt(bus, TO, "{\"n\":3}");
        String queue = queueOfAll(bus);
        String replay = newReplay(archive, bus, FROM, TO);
        List<String> bodies = bodies(queue, 2);
        assertThat(bodies)
                .hasSize(2)
                .allMatch(body -> body.contains("\"replay-name\":\"" + replay));
        assertThat(bodies).anyMatch(body -> body.contains("\"n\":1"));
        assertThat(bodies).anyMatch(body -> body.contains("\"n\":2"));
        awaitEnd(replay, "COMPLETED");
        JsonNode ended = replay(replay);
        assertThat(ended.path("EventSourceArn").asString()).isEqualTo(ARN + "archive/" + archive);
        assertThat(ended.path("EventLastReplayedTime").asDouble()).isEqualTo(1767268800.0);
        assertThat(ended.has("ReplayEndTime")).isTrue();
        assertThat(archive(archive).path("EventCount").asInt()).isEqualTo(4);
        assertThat(sqs().call("ReceiveMessage", "QueueUrl", queue).path("Messages")).isEmpty();
    }

    @Test
    default void aReplayMayBeForSomeRules() {
        String bus = newBus();
        String archive = newArchive(bus);
        putAt(bus, FROM, "{}");
        String one = newQueue();
        String two = newQueue();
        String ruleOfOne = newRule(bus, ANY);
        putTarget(bus, ruleOfOne, AwsApi.given("Id", "t", "Arn", queueArn(one)));
        putTarget(bus, newRule(bus, ANY), AwsApi.given("Id", "t", "Arn", queueArn(two)));
        String replay = newReplay(archive, bus, FROM, TO, ruleArn(bus, ruleOfOne));
        assertThat(bodies(one, 1)).hasSize(1);
        awaitEnd(replay, "COMPLETED");
        assertThat(sqs().call("ReceiveMessage", "QueueUrl", two).path("Messages")).isEmpty();
    }

    @Test
    default void manyEventsAreReplayed() {
        String bus = newBus();
        String archive = newArchive(bus);
        for (int i = 0; i < 25; i++) {
            events().call(
                            "PutEvents",
                            "Entries",
                            Collections.nCopies(10, at(entry(bus, "{\"n\":1}"))));
        }
        String queue = queueOfAll(bus);
        String replay = newReplay(archive, bus, FROM, TO);
        awaitEnd(replay, "COMPLETED");
        assertThat(
                        sqs().call(
                                        "GetQueueAttributes",
                                        "QueueUrl",
                                        queue,
                                        "AttributeNames",
                                        List.of("ApproximateNumberOfMessages"))
                                .path("Attributes")
                                .path("ApproximateNumberOfMessages")
                                .asString())
                .isEqualTo("250");
    }

    private static Map<String, Object> at(Map<String, Object> entry) {
        entry.put("Time", FROM);
        return entry;
    }

    @Test
    default void aReplayThatHasEndedCannotBeCancelled() {
        String bus = newBus();
        String replay = newReplay(newArchive(bus), bus, FROM, TO);
        awaitEnd(replay, "COMPLETED");
        assertRefused(() -> events().call("CancelReplay", "ReplayName", replay))
                .returns("IllegalStatusException", AwsError::code)
                .returns(
                        "Replay " + replay + " is not in a valid state for this operation.",
                        AwsError::message);
    }

    @Test
    default void replaysAreListed() {
        String bus = newBus();
        String archive = newArchive(bus);
        String replay = newReplay(archive, bus, FROM, TO);
        JsonNode list = events().call("ListReplays", "EventSourceArn", ARN + "archive/" + archive);
        assertThat(list.path("Replays")).hasSize(1);
        assertThat(list.path("Replays").get(0).path("ReplayName").asString()).isEqualTo(replay);
    }

    @Test
    default void aReplayMustBeThere() {
        assertMissing(() -> replay("none"))
                .returns("Replay none does not exist.", AwsError::message);
        assertMissing(() -> events().call("CancelReplay", "ReplayName", "none"));
    }

    @Test
    default void aReplayIsStartedOnce() {
        String bus = newBus();
        String archive = newArchive(bus);
        String replay = newReplay(archive, bus, FROM, TO);
        assertThere(() ->
                        events().call(
                                        "StartReplay",
                                        "ReplayName",
                                        replay,
                                        "EventSourceArn",
                                        ARN + "archive/" + archive,
                                        "EventStartTime",
                                        FROM,
                                        "EventEndTime",
                                        TO,
                                        "Destination",
                                        Map.of("Arn", busArn(bus))))
                .returns("Replay " + replay + " already exists.", AwsError::message);
    }

    @Test
    default void aReplayGoesForwardInTime() {
        String bus = newBus();
        String archive = newArchive(bus);
        assertInvalid(() -> newReplay(archive, bus, TO, FROM))
                .returns(
                        "Parameter EventEndTime is not valid. Reason: EventStartTime must be"
                                + " before EventEndTime.",
                        AwsError::message);
    }

    @Test
    default void aReplayGoesToTheArchivesBus() {
        String bus = newBus();
        String archive = newArchive(bus);
        assertInvalid(() -> newReplay(archive, newBus(), FROM, TO))
                .returns(
                        "Parameter Destination.Arn is not valid. Reason: Cross event bus replay is"
                                + " not permitted.",
                        AwsError::message);
        assertInvalid(() -> newReplay("none", bus, FROM, TO))
                .returns(
                        "Parameter EventSourceArn is not valid. Reason: Archive none does not"
                                + " exist.",
                        AwsError::message);
    }

    @Test
    default void aDeletedArchiveForgets() {
        String bus = newBus();
        String name = newArchive(bus);
        put(bus, "{}");
        events().call("DeleteArchive", "ArchiveName", name);
        assertMissing(() -> archive(name));
        events().call("CreateArchive", "ArchiveName", name, "EventSourceArn", busArn(bus));
        assertThat(archive(name).path("EventCount").asInt()).isZero();
    }
}
