package dev.hikyaku.api.sqs;

import dev.hikyaku.model.QueueAttributes;
import dev.hikyaku.queue.QueueReply;
import org.jspecify.annotations.Nullable;

/** The number of a message in a FIFO queue: 20 digits, greater with each message. */
final class SequenceNumber {
    private static final int DIGITS = 20;

    private SequenceNumber() {}

    static String of(long number) {
        String digits = Long.toString(number);
        return "0".repeat(DIGITS - digits.length()) + digits;
    }

    /** What the answer to a send says: null for a standard queue. */
    static @Nullable String of(QueueAttributes queue, QueueReply.Sent.Message message) {
        return queue.fifo() ? of(message.number()) : null;
    }
}
