package dev.hikyaku.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BackoffTest {
    private static List<Integer> seconds(int min, int max, double random) {
        var backoff = new Backoff(Duration.ofSeconds(min), Duration.ofSeconds(max), () -> random);
        return IntStream.rangeClosed(1, 7).mapToObj(backoff::seconds).toList();
    }

    @Test
    void doublesUpToTheMaximum() {
        assertThat(seconds(2, 60, 0)).containsExactly(2, 4, 8, 16, 30, 30, 30);
        assertThat(seconds(2, 60, 0.9999)).containsExactly(4, 8, 16, 32, 60, 60, 60);
    }

    @Test
    void equalBoundsAreOneWait() {
        assertThat(seconds(5, 5, 0)).containsOnly(5);
        assertThat(seconds(5, 5, 0.9999)).containsOnly(5);
    }

    @Test
    void zeroIsAlwaysAtOnce() {
        assertThat(seconds(0, 900, 0.5)).containsOnly(0);
    }

    @Test
    void anyReceiveCountIsFine() {
        var backoff = new Backoff(Duration.ofSeconds(2), Duration.ofHours(12), () -> 0.9999);
        assertThat(backoff.seconds(Integer.MAX_VALUE)).isBetween(43_190, 43_200);
        assertThat(backoff.seconds(0)).isEqualTo(4);
    }
}
