package dev.hikyaku.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hikyaku.delivery.settings.Priority;
import dev.hikyaku.delivery.settings.WorkerSettings.Flow;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class CeilingTest {
    private final Ceiling ceiling =
            new Ceiling(
                    new ManualLoop(),
                    new Flow(50, 0, true, 0, Priority.WEIGHTED, 0),
                    Duration.ZERO,
                    () -> {});

    private void answers(int count, long millis) {
        for (int i = 0; i < count; i++) {
            ceiling.learn(TimeUnit.MILLISECONDS.toNanos(millis), ceiling.now(), false);
        }
    }

    @Test
    void aWorkerThatSlowsDownGetsLessAndThenMoreAgain() {
        answers(1000, 10);
        assertThat(ceiling.now()).isGreaterThan(40);
        answers(50, 200);
        int slow = ceiling.now();
        assertThat(slow).isLessThan(20);
        answers(2000, 10);
        assertThat(ceiling.now()).isGreaterThan(slow).isLessThanOrEqualTo(50);
    }

    @Test
    void oneThatCannotTakeMoreGetsLess() {
        for (int i = 0; i < 20; i++) {
            ceiling.learn(TimeUnit.MILLISECONDS.toNanos(10), ceiling.now(), true);
        }
        assertThat(ceiling.now()).isBetween(1, 10);
        answers(5000, 10);
        assertThat(ceiling.now()).isEqualTo(50);
    }
}
