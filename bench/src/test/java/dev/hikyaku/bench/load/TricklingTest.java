package dev.hikyaku.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class TricklingTest {
    private static final Duration GAP = Duration.ofMinutes(1);

    @Test
    void restsSoLongOnTheAverage() {
        Trickling sender = sender(1);
        long lastMillis = LongStream.range(0, 1_000).map(i -> sender.restMillis()).max().orElse(0);
        assertThat(lastMillis / 1_000)
                .as("the thousandth message is due after a thousand gaps")
                .isBetween(GAP.toMillis() * 9 / 10, GAP.toMillis() * 11 / 10);
    }

    @Test
    void neighboursDoNotSendAtOnce() {
        long[] firstMillis = LongStream.range(0, 100).map(i -> sender(i).restMillis()).toArray();
        assertThat(LongStream.of(firstMillis).filter(rest -> rest < GAP.toMillis() / 2).count())
                .as("four of ten exponential gaps are below half of the mean")
                .isBetween(20L, 60L);
    }

    private static Trickling sender(long seed) {
        Requests requests = new Requests(new Address(4566), "q", Grouping.NONE);
        return new Trickling(requests, "g", GAP, seed);
    }
}
