package dev.hikyaku.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TickTimersTest {
    private final TickTimers timers = new TickTimers();

    @Test
    void nothingIsNextIfNothingWasAskedFor() {
        assertThat(timers.next()).isEqualTo(Long.MAX_VALUE);
        timers.schedule(1, Long.MAX_VALUE);
        assertThat(timers.next()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void queuesComeInOrderOfTheirMoments() {
        timers.schedule(1, 300);
        timers.schedule(2, 100);
        timers.schedule(3, 200);

        assertThat(timers.next()).isEqualTo(100);
        assertThat(timers.take()).isEqualTo(2);
        assertThat(timers.take()).isEqualTo(3);
        assertThat(timers.next()).isEqualTo(300);
        assertThat(timers.take()).isEqualTo(1);
        assertThat(timers.next()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void earlierMomentCounts() {
        timers.schedule(1, 300);
        timers.schedule(1, 100);

        assertThat(timers.next()).isEqualTo(100);
    }

    @Test
    void laterMomentIsCoveredByTheEarlierOne() {
        timers.schedule(1, 100);
        timers.schedule(1, 300);
        timers.take();

        assertThat(timers.next()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void queueMayBeScheduledAgainOnceTaken() {
        timers.schedule(1, 100);
        timers.take();
        timers.schedule(1, 200);

        assertThat(timers.next()).isEqualTo(200);
    }

    @Test
    void momentThatWasReplacedDoesNotCancelTheOneScheduledSince() {
        timers.schedule(1, 100);
        timers.schedule(1, 50);
        assertThat(timers.take()).isEqualTo(1);
        timers.schedule(1, 200);
        assertThat(timers.take()).as("the replaced one, at 100").isEqualTo(1);
        timers.schedule(1, 300);

        assertThat(timers.next()).isEqualTo(200);
    }
}
