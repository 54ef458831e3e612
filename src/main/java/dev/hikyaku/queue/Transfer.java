package dev.hikyaku.queue;

import dev.hikyaku.model.QueueArn;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * A message on its way from one queue to another, as the outbox carries it.
 *
 * @param from the queue that it leaves
 */
record Transfer(
        Kind kind, QueueArn from, int receiveCount, long firstReceivedAt, StoredMessage message) {
    enum Kind {
        /** To a dead-letter queue. */
        DEAD_LETTER((byte) 'd'),

        /** From a dead-letter queue, as a new message. */
        MOVE((byte) 'm'),

        /** Back to where it came from, because there is no such queue. */
        RETURN((byte) 'r');

        private final byte code;

        Kind(byte code) {
            this.code = code;
        }

        static Kind of(byte code) {
            for (Kind kind : values()) {
                if (kind.code == code) {
                    return kind;
                }
            }
            throw new IllegalStateException("transfer of unknown kind " + code);
        }
    }

    private static final byte VERSION = 1;

    byte[] encode() {
        byte[] arn = from.toString().getBytes(StandardCharsets.UTF_8);
        byte[] stored = message.bytes();
        return ByteBuffer.allocate(
                        2 + Integer.BYTES + Long.BYTES + Short.BYTES + arn.length + stored.length)
                .put(VERSION)
                .put(kind.code)
                .putInt(receiveCount)
                .putLong(firstReceivedAt)
                .putShort((short) arn.length)
                .put(arn)
                .put(stored)
                .array();
    }

    static Transfer decode(byte[] bytes) {
        var in = ByteBuffer.wrap(bytes);
        byte version = in.get();
        if (version != VERSION) {
            throw new IllegalStateException("transfer of unknown version " + version);
        }
        Kind kind = Kind.of(in.get());
        int receiveCount = in.getInt();
        long firstReceivedAt = in.getLong();
        byte[] arn = new byte[in.getShort()];
        in.get(arn);
        byte[] stored = new byte[in.remaining()];
        in.get(stored);
        return new Transfer(
                kind,
                QueueArn.parse(new String(arn, StandardCharsets.UTF_8)),
                receiveCount,
                firstReceivedAt,
                StoredMessage.decode(stored));
    }
}
