package dev.hikyaku.queue;

import dev.hikyaku.model.QueueAttributes;
import org.jspecify.annotations.Nullable;

/** The number of a message in a FIFO queue as clients see it: 20 digits, greater each time. */
public final class SequenceNumber {
    private static final int LENGTH = 20;

    private SequenceNumber() {}

    public static String of(long number) {
        String digits = Long.toString(number);
        return "0".repeat(LENGTH - digits.length()) + digits;
    }

    /** What the answer to a send says: null for a standard queue. */
    public static @Nullable String of(QueueAttributes queue, QueueReply.Sent.Message message) {
        return queue.fifo() ? of(message.number()) : null;
    }
}
