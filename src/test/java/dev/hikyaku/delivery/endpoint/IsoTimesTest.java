package dev.hikyaku.delivery.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class IsoTimesTest {
    private static final long NOW = 1_767_225_599_000L;

    private final IsoTimes times = new IsoTimes();

    @Test
    void writesWhatJavaWrites() {
        var random = new SplittableRandom(1);
        for (int i = 0; i < 10_000; i++) {
            long millis = NOW + random.nextLong(-3000, 3000);
            assertThat(times.text(millis)).isEqualTo(Instant.ofEpochMilli(millis).toString());
        }
    }

    @Test
    void aWholeSecondHasNoMilliseconds() {
        assertThat(times.text(NOW)).isEqualTo("2025-12-31T23:59:59Z");
        assertThat(times.text(NOW + 7)).isEqualTo("2025-12-31T23:59:59.007Z");
        assertThat(times.text(0)).isEqualTo("1970-01-01T00:00:00Z");
        assertThat(times.text(-1)).isEqualTo("1969-12-31T23:59:59.999Z");
    }
}
