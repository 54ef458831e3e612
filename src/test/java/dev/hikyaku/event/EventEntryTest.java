package dev.hikyaku.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventEntryTest {
    private static final EventScope SCOPE = new EventScope("eu-west-1", "111122223333");
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678Z");

    private static EventEntry entry(
            @Nullable String source, @Nullable String type, @Nullable String detail) {
        return new EventEntry(null, source, List.of("r"), type, detail, null, null);
    }

    private static EventEntry.Checked check(EventEntry entry) {
        return entry.check(SCOPE, "id-1", NOW);
    }

    @Test
    void becomesAnEventInItsEnvelope() {
        var accepted =
                (EventEntry.Accepted)
                        check(entry("shop", "order", "{ \"a\" : 1.50, \"b\": [1e3] }"));
        assertThat(accepted.event().text())
                .isEqualTo(
                        "{\"version\":\"0\",\"id\":\"id-1\",\"detail-type\":\"order\","
                                + "\"source\":\"shop\",\"account\":\"111122223333\","
                                + "\"time\":\"2026-01-02T03:04:05Z\",\"region\":\"eu-west-1\","
                                + "\"resources\":[\"r\"],\"detail\":{\"a\":1.50,\"b\":[1E+3]}}");
        assertThat(accepted.bus())
                .hasToString("arn:aws:events:eu-west-1:111122223333:event-bus/default");
    }

    @Test
    void goesToTheBusThatItNames() {
        var entry =
                new EventEntry(
                        Instant.EPOCH,
                        "s",
                        List.of(),
                        "t",
                        "{}",
                        "arn:aws:events:us-east-1:999999999999:event-bus/b",
                        null);
        var accepted = (EventEntry.Accepted) check(entry);
        assertThat(accepted.bus()).isEqualTo(new BusArn("us-east-1", "999999999999", "b"));
        assertThat(accepted.event().time()).isEqualTo(Instant.EPOCH);
    }

    @Test
    void whatIsMissingIsNamed() {
        assertThat(check(entry(null, "t", "{}")))
                .isEqualTo(
                        new EventEntry.Refused(
                                "InvalidArgument",
                                "Parameter Source is not valid. Reason: Source is a required"
                                        + " argument."));
        assertThat(check(entry("s", "", "{}")).toString()).contains("Parameter DetailType");
        assertThat(check(entry("s", "t", null)).toString()).contains("Parameter Detail is");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nope", "[]", "1", "\"x\"", "{} {}", "{\"a\":}", "{\"a\":1"})
    void aDetailMustBeAnObject(String detail) {
        assertThat(check(entry("s", "t", detail)))
                .isEqualTo(new EventEntry.Refused("MalformedDetail", "Detail is malformed."));
    }

    @Test
    void sourcesOfAmazonAreRefused() {
        assertThat(check(entry("aws.ec2", "t", "{}")).toString())
                .contains("NotAuthorizedForSourceException");
    }

    @Test
    void aDetailTypeHasItsLimit() {
        assertThat(check(entry("s", "x".repeat(128), "{}")))
                .isInstanceOf(EventEntry.Accepted.class);
        assertThat(check(entry("s", "x".repeat(129), "{}")).toString()).contains("128");
    }

    @Test
    void depthHasItsLimit() {
        assertThat(check(entry("s", "t", nested(999)))).isInstanceOf(EventEntry.Accepted.class);
        assertThat(check(entry("s", "t", nested(1000)))).isInstanceOf(EventEntry.Refused.class);
    }

    private static String nested(int levels) {
        return "{\"a\":".repeat(levels - 1) + "{}" + "}".repeat(levels - 1);
    }

    @Test
    void aDeepEventIsReadAgain() {
        var accepted = (EventEntry.Accepted) check(entry("s", "t", nested(999)));
        assertThat(Event.parse(accepted.event().text())).isEqualTo(accepted.event());
    }

    @Test
    void sizeIsOfTheTextsAndTheTime() {
        assertThat(entry("ab", "c", "{}").sizeBytes()).isEqualTo(6);
        assertThat(
                        new EventEntry(NOW, "é", List.of("r1", "r2"), null, null, null, null)
                                .sizeBytes())
                .isEqualTo(14 + 2 + 4);
    }

    @Test
    void aReplayIsSaidInTheEvent() {
        var event = ((EventEntry.Accepted) check(entry("s", "t", "{}"))).event();
        Event replayed = event.replayed("again");
        assertThat(replayed.replayed()).isTrue();
        assertThat(replayed.text()).contains("\"replay-name\":\"again\"");
        assertThat(event.replayed()).isFalse();
    }
}
