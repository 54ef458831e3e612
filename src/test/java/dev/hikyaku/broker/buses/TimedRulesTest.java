package dev.hikyaku.broker.buses;

import static dev.hikyaku.broker.buses.BusesFixture.BUS;
import static dev.hikyaku.broker.buses.BusesFixture.START;
import static dev.hikyaku.broker.buses.BusesFixture.timed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hikyaku.event.Rule;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Rules with a ScheduleExpression. */
@Timeout(30)
class TimedRulesTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final Duration DAY = Duration.ofDays(1);
    private static final String DAILY = "cron(0 12 * * ? *)";
    private static final JsonMapper JSON = new JsonMapper();

    private final BusesFixture fixture = new BusesFixture();

    @AfterEach
    void end() {
        fixture.close();
    }

    private static Instant minutes(int minutes) {
        return START.plus(Duration.ofMinutes(minutes));
    }

    private static JsonNode event(String published) {
        return JSON.readTree(published.substring(published.indexOf('{')));
    }

    /** The time of the next event. */
    private Instant nextTime() {
        JsonNode event = event(fixture.next());
        fixture.awaitSettled();
        return Instant.parse(event.path("time").asString());
    }

    private void put(String rule, String expression) {
        fixture.putRule(rule, timed(rule, expression, Rule.ENABLED));
    }

    @Test
    void aRateFiresWhenItIsOverOnceAndThenAgain() {
        put("r", "rate(5 minutes)");
        fixture.moveTo(minutes(5).minusMillis(1));
        fixture.moveTo(minutes(5));
        assertThat(nextTime()).isEqualTo(minutes(5));
        fixture.moveTo(minutes(10));
        assertThat(nextTime()).isEqualTo(minutes(10));
        assertThat(fixture.quiet()).isTrue();
    }

    @Test
    void whatItSendsIsAScheduledEvent() {
        put("r", "rate(1 minute)");
        fixture.moveTo(minutes(1));
        JsonNode event = event(fixture.next());
        assertThat(event.path("source").asString()).isEqualTo("aws.events");
        assertThat(event.path("detail-type").asString()).isEqualTo("Scheduled Event");
        assertThat(event.path("detail").toString()).isEqualTo("{}");
        assertThat(event.path("resources").toString()).isEqualTo("[\"" + BUS.rule("r") + "\"]");
        assertThat(event.path("account").asString()).isEqualTo("000000000000");
        assertThat(event.path("region").asString()).isEqualTo("eu-west-1");
    }

    @Test
    void cronIsMeantInUtc() {
        put("r", DAILY);
        fixture.moveTo(NOON);
        assertThat(nextTime()).isEqualTo(NOON);
        fixture.moveTo(NOON.plus(DAY));
        assertThat(nextTime()).isEqualTo(NOON.plus(DAY));
    }

    @Test
    void aRuleThatIsOffPassesItsTimesOver() {
        put("r", DAILY);
        fixture.putRule("r", timed("r", DAILY, Rule.DISABLED));
        fixture.moveTo(NOON.plusSeconds(1));
        fixture.putRule("r", timed("r", DAILY, Rule.ENABLED));
        fixture.moveTo(NOON.plus(DAY));
        assertThat(nextTime()).isEqualTo(NOON.plus(DAY));
        assertThat(fixture.quiet()).isTrue();
    }

    @Test
    void aRateThatIsSwitchedOnBeginsAnew() {
        fixture.putRule("r", timed("r", "rate(5 minutes)", Rule.DISABLED));
        fixture.moveTo(minutes(3));
        put("r", "rate(5 minutes)");
        fixture.moveTo(minutes(8));
        assertThat(nextTime()).isEqualTo(minutes(8));
    }

    @Test
    void anotherDescriptionDoesNotDisturbARate() {
        put("r", "rate(5 minutes)");
        fixture.moveTo(minutes(3));
        Rule rule = timed("r", "rate(5 minutes)", Rule.ENABLED);
        fixture.putRule(
                "r",
                new Rule(
                        null,
                        rule.scheduleExpression(),
                        rule.state(),
                        "changed",
                        null,
                        rule.targets(),
                        Map.of()));
        fixture.moveTo(minutes(5));
        assertThat(nextTime()).isEqualTo(minutes(5));
    }

    @Test
    void aChangedExpressionCountsFromNow() {
        put("r", "rate(5 minutes)");
        fixture.moveTo(minutes(3));
        put("r", "rate(4 minutes)");
        fixture.moveTo(minutes(7));
        assertThat(nextTime()).isEqualTo(minutes(7));
        assertThat(fixture.quiet()).isTrue();
    }

    @Test
    void aRuleThatIsGoneFiresNoMore() {
        put("gone", "rate(5 minutes)");
        put("there", "rate(6 minutes)");
        fixture.removeRule("gone");
        fixture.moveTo(minutes(5));
        fixture.moveTo(minutes(6));
        assertThat(fixture.next()).startsWith("there{");
        assertThat(fixture.quiet()).isTrue();
    }

    @Test
    void aRuleThatLosesItsTimesFiresNoMore() {
        put("r", "rate(5 minutes)");
        put("there", "rate(6 minutes)");
        fixture.putRule(
                "r",
                new Rule(
                        "{\"source\":[\"x\"]}",
                        null,
                        Rule.ENABLED,
                        null,
                        null,
                        List.of(BusesFixture.topic("r")),
                        Map.of()));
        fixture.moveTo(minutes(5));
        fixture.moveTo(minutes(6));
        assertThat(fixture.next()).startsWith("there{");
        assertThat(fixture.quiet()).isTrue();
    }

    @Test
    void aRateGoesOnOverARestart() {
        put("r", "rate(5 minutes)");
        fixture.restartAt(minutes(3));
        fixture.moveTo(minutes(5));
        assertThat(nextTime()).isEqualTo(minutes(5));
    }

    @Test
    void whatWasMissedFiresOnceAndLate() {
        put("r", "rate(5 minutes)");
        fixture.restartAt(minutes(23));
        assertThat(nextTime()).isEqualTo(minutes(5));
        fixture.moveTo(minutes(25));
        assertThat(nextTime()).isEqualTo(minutes(25));
        assertThat(fixture.quiet()).isTrue();
    }

    @Test
    void aRuleThatIsOffMissesNothingInADowntime() {
        fixture.putRule("off", timed("off", DAILY, Rule.DISABLED));
        put("on", DAILY);
        fixture.restartAt(NOON.plusSeconds(1));
        assertThat(fixture.next()).startsWith("on{");
        fixture.moveTo(NOON.plus(DAY));
        assertThat(fixture.next()).startsWith("on{");
        assertThat(fixture.quiet()).isTrue();
    }

    /** As if the process had been killed between the two. */
    @Test
    void aFiringOfARuleThatIsGoneStopsItsClock() {
        put("r", "rate(5 minutes)");
        BusesFixture.get(fixture.buses().fired(BUS.rule("none").toString(), "id", START));
        fixture.moveTo(minutes(5));
        assertThat(fixture.next()).startsWith("r{");
    }
}
