package dev.hikyaku.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class TallyTest {
    @Test
    void isFullWithTheLastMessageAndCountsNoMore() {
        Tally tally = new Tally(10);
        tally.sent(9);
        assertThat(tally.ended()).isFalse();
        tally.sent(1);
        tally.sent(10);
        assertThat(tally.ended()).isTrue();
        assertThat(tally.round().sentMessages()).isEqualTo(10);
    }

    @Test
    void countsErrorsAlsoAfterTheEnd() {
        Tally tally = new Tally(Long.MAX_VALUE);
        tally.error("first");
        tally.end();
        tally.error("second");
        assertThat(tally.round().errors()).isEqualTo(2);
        assertThat(tally.round().firstError()).isEqualTo("first");
    }

    @Test
    void tellsPercentiles() {
        Tally tally = new Tally(Long.MAX_VALUE);
        for (int millis = 1; millis <= 100; millis++) {
            tally.latency(Duration.ofMillis(millis).toNanos());
        }
        assertThat(tally.round().p50Millis()).isBetween(49.9, 50.1);
        assertThat(tally.round().p99Millis()).isBetween(98.9, 99.2);
    }
}
