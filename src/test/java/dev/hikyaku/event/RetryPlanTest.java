package dev.hikyaku.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hikyaku.event.RetryPlan.Again;
import dev.hikyaku.event.RetryPlan.GiveUp;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RetryPlanTest {
    private static RetryPlan.Next next(RetryPolicy policy, int retries, int ageSeconds) {
        return RetryPlan.next(policy, retries, Duration.ofSeconds(ageSeconds), Duration.ZERO, 0.5);
    }

    @Test
    void delaysDoubleUpToTenMinutes() {
        var policy = RetryPolicy.DEFAULT;
        assertThat(next(policy, 0, 0)).isEqualTo(new Again(Duration.ofMillis(750)));
        assertThat(next(policy, 1, 0)).isEqualTo(new Again(Duration.ofMillis(1500)));
        assertThat(next(policy, 9, 0)).isEqualTo(new Again(Duration.ofSeconds(384)));
        assertThat(next(policy, 10, 0)).isEqualTo(new Again(Duration.ofSeconds(450)));
        assertThat(next(policy, 184, 0)).isEqualTo(new Again(Duration.ofSeconds(450)));
    }

    @Test
    void attemptsRunOut() {
        assertThat(next(RetryPolicy.DEFAULT, 185, 0)).isEqualTo(new GiveUp("MaximumRetryAttempts"));
        assertThat(next(new RetryPolicy(0, null), 0, 0))
                .isEqualTo(new GiveUp("MaximumRetryAttempts"));
        assertThat(next(new RetryPolicy(2, null), 1, 0)).isInstanceOf(Again.class);
    }

    @Test
    void timeRunsOut() {
        assertThat(next(RetryPolicy.DEFAULT, 1, 86_399)).isInstanceOf(Again.class);
        assertThat(next(RetryPolicy.DEFAULT, 1, 86_400))
                .isEqualTo(new GiveUp("MaximumEventAgeInSeconds"));
        assertThat(next(new RetryPolicy(null, 60), 1, 60))
                .isEqualTo(new GiveUp("MaximumEventAgeInSeconds"));
    }

    @Test
    void theLastAttemptComesBeforeTheTimeIsOver() {
        assertThat(next(new RetryPolicy(null, 60), 6, 47))
                .isEqualTo(new Again(Duration.ofSeconds(13)));
    }

    @Test
    void anEndpointMayAskForALongerPause() {
        assertThat(asked(RetryPolicy.DEFAULT, 100)).isEqualTo(new Again(Duration.ofSeconds(100)));
        assertThat(asked(RetryPolicy.DEFAULT, 0)).isEqualTo(new Again(Duration.ofMillis(750)));
        assertThat(asked(new RetryPolicy(null, 60), 50))
                .isEqualTo(new Again(Duration.ofSeconds(50)));
        assertThat(asked(new RetryPolicy(null, 60), 51))
                .isEqualTo(new GiveUp("MaximumEventAgeInSeconds"));
    }

    /** Of an event that is ten seconds old. */
    private static RetryPlan.Next asked(RetryPolicy policy, int seconds) {
        return RetryPlan.next(policy, 0, Duration.ofSeconds(10), Duration.ofSeconds(seconds), 0.5);
    }

    @Test
    void allAttemptsTakeLittleLessThanADay() {
        Duration age = Duration.ZERO;
        for (int retries = 0; retries < 185; retries++) {
            age =
                    age.plus(
                            ((Again)
                                            RetryPlan.next(
                                                    RetryPolicy.DEFAULT,
                                                    retries,
                                                    age,
                                                    Duration.ZERO,
                                                    0.5))
                                    .delay());
        }
        assertThat(age).isBetween(Duration.ofHours(20), Duration.ofHours(24));
    }
}
