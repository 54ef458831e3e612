package dev.hikyaku.queue;

import dev.hikyaku.model.MessageContent;
import dev.hikyaku.model.QueueArn;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A new message for a queue, sent by a state machine through the outbox: it arrives exactly once.
 *
 * @param content with its group and deduplication id, where the queue is FIFO
 * @param otherwise what is sent if there is no such queue; null for nothing
 */
public record Parcel(byte[] content, @Nullable Otherwise otherwise) {
    /** A message to a dead-letter queue. */
    public record Otherwise(QueueArn queue, byte[] content) {}

    /** Tells it from a {@link Transfer}. */
    private static final byte VERSION = 2;

    /** A message as a sender means it. */
    public static Parcel of(MessageContent content) {
        return new Parcel(MessageCodec.encode(content), null);
    }

    /** The same with what becomes of it if there is no such queue. */
    public Parcel or(QueueArn deadLetterQueue, MessageContent dead) {
        return new Parcel(content, new Otherwise(deadLetterQueue, MessageCodec.encode(dead)));
    }

    static boolean is(byte[] payload) {
        return payload[0] == VERSION;
    }

    /** As an outbox entry carries it. */
    public byte[] encode() {
        byte[] arn =
                otherwise == null
                        ? new byte[0]
                        : otherwise.queue.toString().getBytes(StandardCharsets.UTF_8);
        byte[] dead = otherwise == null ? new byte[0] : otherwise.content;
        return ByteBuffer.allocate(
                        1 + Short.BYTES + arn.length + Integer.BYTES + dead.length + content.length)
                .put(VERSION)
                .putShort((short) arn.length)
                .put(arn)
                .putInt(dead.length)
                .put(dead)
                .put(content)
                .array();
    }

    static Parcel decode(byte[] payload) {
        var in = ByteBuffer.wrap(payload);
        in.get();
        String arn = new String(MessageCodec.taken(in, in.getShort()), StandardCharsets.UTF_8);
        byte[] dead = MessageCodec.taken(in, in.getInt());
        byte[] content = MessageCodec.taken(in, in.remaining());
        return new Parcel(content, arn.isEmpty() ? null : new Otherwise(QueueArn.parse(arn), dead));
    }
}
