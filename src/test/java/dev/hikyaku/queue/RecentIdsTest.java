package dev.hikyaku.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RecentIdsTest {
    private static final int MINUTES = 6;

    private final RecentIds ids = new RecentIds(MINUTES);

    /** Different ids for different seeds. */
    private static LongStream hashes(long seed, long count) {
        return new SplittableRandom(seed).longs(count);
    }

    private void note(long minute, long count) {
        hashes(minute, count).forEach(hash -> ids.add(minute, hash));
    }

    private boolean mayHaveAll(long minute, long count) {
        return hashes(minute, count).allMatch(hash -> ids.mayHave(minute, hash));
    }

    private long wrong(long minute) {
        return hashes(-1, 10_000).filter(hash -> ids.mayHave(minute, hash)).count();
    }

    @Test
    void knowsEveryIdThatWasNotedAndFewOthers() {
        note(1, 100_000);
        note(2, 300_000);
        note(3, 10);

        assertThat(mayHaveAll(1, 100_000)).isTrue();
        assertThat(mayHaveAll(2, 300_000)).isTrue();
        assertThat(mayHaveAll(3, 10)).isTrue();
        assertThat(wrong(1)).isLessThan(300);
        assertThat(wrong(2)).isLessThan(300);
        assertThat(wrong(3)).isLessThan(10);
        assertThat(wrong(4)).isZero();
    }

    @Test
    void anyIdMayHaveBeenNotedOnceTheMemoryIsUsedUp() {
        note(1, 10_000_000);

        assertThat(mayHaveAll(1, 10_000_000)).isTrue();
        assertThat(wrong(1)).isEqualTo(10_000);
    }

    @Test
    void minutesThatAreOverMakeRoom() {
        note(1, 10_000_000);
        note(1 + MINUTES, 100_000);

        assertThat(wrong(1)).isZero();
        assertThat(mayHaveAll(1 + MINUTES, 100_000)).isTrue();
        assertThat(wrong(1 + MINUTES)).isLessThan(300);
    }
}
