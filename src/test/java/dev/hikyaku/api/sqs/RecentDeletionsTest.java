package dev.hikyaku.api.sqs;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hikyaku.model.QueueArn;
import dev.hikyaku.model.ServiceException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RecentDeletionsTest {
    private static final QueueArn QUEUE = new QueueArn("eu", "000000000000", "q");

    private long nanos = Long.MAX_VALUE - 5; // a clock may overflow

    private RecentDeletions keeping(Duration delay) {
        return new RecentDeletions(delay, () -> nanos);
    }

    @Test
    void aNameIsKeptBackForTheWholeDelay() {
        var deletions = keeping(Duration.ofSeconds(60));
        deletions.deleted(QUEUE);
        nanos += Duration.ofSeconds(60).toNanos() - 1;
        assertThatThrownBy(() -> deletions.check(QUEUE))
                .isInstanceOf(ServiceException.class)
                .hasMessageContaining("60 seconds");
        nanos++;
        assertThatCode(() -> deletions.check(QUEUE)).doesNotThrowAnyException();
    }

    @Test
    void anotherNameIsFree() {
        var deletions = keeping(Duration.ofSeconds(60));
        deletions.deleted(QUEUE);
        assertThatCode(() -> deletions.check(new QueueArn("us", "000000000000", "q")))
                .doesNotThrowAnyException();
    }

    @Test
    void noDelayKeepsNothingBack() {
        var deletions = keeping(Duration.ZERO);
        deletions.deleted(QUEUE);
        assertThatCode(() -> deletions.check(QUEUE)).doesNotThrowAnyException();
    }
}
