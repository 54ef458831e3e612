package dev.hikyaku.api.sqs;

import dev.hikyaku.model.ErrorCode;
import dev.hikyaku.model.QueueArn;
import dev.hikyaku.model.ServiceException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * The queues that were deleted so recently that they must not be made again yet. Kept in memory: a
 * restart forgets them.
 */
final class RecentDeletions {
    private final Map<QueueArn, Long> deletedAtNanos = new ConcurrentHashMap<>();
    private final Duration delay;
    private final LongSupplier nanoClock;

    /**
     * Makes it.
     *
     * @param delay how long a name is kept back; zero for not at all
     * @param nanoClock a clock that only goes forward
     */
    RecentDeletions(Duration delay, LongSupplier nanoClock) {
        this.delay = delay;
        this.nanoClock = nanoClock;
    }

    void deleted(QueueArn queue) {
        if (!delay.isZero()) {
            deletedAtNanos.values().removeIf(this::over);
            deletedAtNanos.put(queue, nanoClock.getAsLong());
        }
    }

    /**
     * Checks that a queue may be made.
     *
     * @throws ServiceException (QueueDeletedRecently) if one of its name has just been deleted
     */
    void check(QueueArn queue) {
        Long at = deletedAtNanos.get(queue);
        if (at != null && !over(at)) {
            throw new ServiceException(
                    ErrorCode.QUEUE_DELETED_RECENTLY,
                    "You must wait "
                            + delay.toSeconds()
                            + " seconds after deleting a queue before you can create another with"
                            + " the same name.");
        }
    }

    private boolean over(long atNanos) {
        return nanoClock.getAsLong() - atNanos >= delay.toNanos();
    }
}
