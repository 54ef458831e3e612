package dev.hikyaku.broker.buses;

import static dev.hikyaku.broker.buses.BusesFixture.BUS;
import static dev.hikyaku.broker.buses.BusesFixture.SCOPE;
import static dev.hikyaku.broker.buses.BusesFixture.START;
import static dev.hikyaku.broker.buses.BusesFixture.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hikyaku.event.Archive;
import dev.hikyaku.event.EventEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How long archives keep their events. */
@Timeout(30)
class ArchiveRetentionTest {
    private static final String ARN = "arn:aws:events:eu-west-1:000000000000:archive/a";
    private static final Duration DAY = Duration.ofDays(1);

    private final BusesFixture fixture = new BusesFixture();

    @AfterEach
    void end() {
        fixture.close();
    }

    private void keep(int days) {
        var archive = new Archive("a", BUS.toString(), null, null, days, null, START);
        get(
                fixture.buses()
                        .definitions()
                        .update(
                                Kinds.ARCHIVE,
                                ARN,
                                "",
                                old -> old == null ? archive : old.with(null, null, days, null)));
    }

    private void put(Instant time, int events) {
        var entry = new EventEntry(time, "shop", List.of(), "order", "{}", null, null);
        for (int i = 0; i < events; i++) {
            assertThat(get(fixture.buses().put(SCOPE, List.of(entry))).getFirst().eventId())
                    .isNotNull();
        }
    }

    private void sweep() {
        get(fixture.buses().archives().sweep());
    }

    private long kept() {
        Archives archives = fixture.buses().archives();
        return get(archives.size(archives.require(ARN, "a"))).records();
    }

    @Test
    void eventsGoWhenTheyAreOlderThanTheirArchiveKeepsThem() {
        keep(7);
        put(START.minus(DAY.multipliedBy(7)).minusMillis(1), 1);
        put(START.minus(DAY.multipliedBy(7)), 1);
        put(START, 1);
        assertThat(kept()).isEqualTo(3);
        sweep();
        assertThat(kept()).isEqualTo(2);
        fixture.moveTo(START.plusSeconds(1));
        sweep();
        assertThat(kept()).isEqualTo(1);
        fixture.moveTo(START.plus(DAY.multipliedBy(8)));
        sweep();
        assertThat(kept()).isZero();
    }

    @Test
    void allThatIsOldGoesHoweverMuchItIs() {
        keep(1);
        put(START.minus(DAY.multipliedBy(2)), 850);
        put(START, 2);
        sweep();
        assertThat(kept()).isEqualTo(2);
    }

    @Test
    void withoutARetentionEventsAreKeptForEver() {
        keep(0);
        put(Instant.EPOCH, 1);
        fixture.moveTo(START.plus(DAY.multipliedBy(10_000)));
        sweep();
        assertThat(kept()).isEqualTo(1);
    }

    @Test
    void anotherRetentionCountsForWhatIsThere() {
        keep(0);
        put(START.minus(DAY.multipliedBy(2)), 1);
        keep(1);
        sweep();
        assertThat(kept()).isZero();
    }

    @Test
    void whatBecameTooOldInADowntimeGoesAfterTheStart() {
        keep(7);
        put(START, 1);
        put(START.plus(DAY.multipliedBy(2)), 1);
        fixture.restartAt(START.plus(DAY.multipliedBy(8)));
        await().atMost(Duration.ofSeconds(10)).until(() -> kept() == 1);
    }
}
