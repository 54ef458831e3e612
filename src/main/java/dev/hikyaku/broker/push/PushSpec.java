package dev.hikyaku.broker.push;

import dev.hikyaku.model.QueueArn;
import java.util.function.Supplier;

/**
 * A push: an internal queue, and where its messages go.
 *
 * @param queue as {@link #queue} names it
 * @param concurrency pushes under way at the most, 1 to 1,000; in a FIFO queue one of each group
 * @param rate pushes a second at the most; 0 for no limit
 * @param target made on the event loop that uses it
 */
public record PushSpec(
        QueueArn queue, int concurrency, double rate, Supplier<? extends PushTarget> target) {
    /**
     * The name of an internal queue.
     *
     * @param id letters, digits, hyphens and underscores, at most 70
     */
    public static QueueArn queue(String region, String account, String id) {
        return new QueueArn(region, account, "." + id);
    }

    /** The name of an internal FIFO queue. */
    public static QueueArn fifoQueue(String region, String account, String id) {
        return new QueueArn(region, account, "." + id + ".fifo");
    }
}
