package dev.hikyaku.queue;

import dev.hikyaku.model.DeadReason;
import dev.hikyaku.model.MessageContent;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A message's record in the store: version (1 byte), id (16), sent at (8), length of the
 * dead-letter source's ARN (2) and the ARN, then the content as the sender's request was encoded,
 * kept as bytes until somebody reads it.
 */
public final class StoredMessage {
    private static final byte VERSION = 1;
    private static final int SENT_AT = 1 + 2 * Long.BYTES;
    private static final int SOURCE = SENT_AT + Long.BYTES;
    private static final int FIXED = SOURCE + Short.BYTES;

    private final byte[] bytes;

    private StoredMessage(byte[] bytes) {
        this.bytes = bytes;
    }

    static StoredMessage create(UUID id, long sentAtMillis, byte[] content) {
        return new StoredMessage(
                ByteBuffer.allocate(FIXED + content.length)
                        .put(VERSION)
                        .putLong(id.getMostSignificantBits())
                        .putLong(id.getLeastSignificantBits())
                        .putLong(sentAtMillis)
                        .putShort((short) 0)
                        .put(content)
                        .array());
    }

    static StoredMessage decode(byte[] bytes) {
        if (bytes[0] != VERSION) {
            throw new IllegalStateException("message record of unknown version " + bytes[0]);
        }
        return new StoredMessage(bytes);
    }

    /** The same message with a note of the queue that it comes from. */
    StoredMessage from(String deadLetterSourceArn) {
        byte[] source = deadLetterSourceArn.getBytes(StandardCharsets.UTF_8);
        int content = contentAt();
        return new StoredMessage(
                ByteBuffer.allocate(FIXED + source.length + bytes.length - content)
                        .put(bytes, 0, SOURCE)
                        .putShort((short) source.length)
                        .put(source)
                        .put(bytes, content, bytes.length - content)
                        .array());
    }

    /** The same message with the reason why it is dead, if there is room for that. */
    StoredMessage because(String reason) {
        MessageContent content = content();
        int body = content.body().getBytes(StandardCharsets.UTF_8).length;
        var attributes = DeadReason.addedTo(content.attributes(), body, reason);
        if (attributes == null) {
            return this;
        }
        byte[] encoded = MessageCodec.encode(content.withAttributes(attributes));
        int at = contentAt();
        return new StoredMessage(
                ByteBuffer.allocate(at + encoded.length).put(bytes, 0, at).put(encoded).array());
    }

    /** The same content as a new message. */
    StoredMessage renewed(UUID id, long sentAtMillis) {
        int content = contentAt();
        return create(id, sentAtMillis, Arrays.copyOfRange(bytes, content, bytes.length));
    }

    byte[] bytes() {
        return bytes;
    }

    public int sizeBytes() {
        return bytes.length;
    }

    private ByteBuffer buffer() {
        return ByteBuffer.wrap(bytes);
    }

    private int contentAt() {
        return FIXED + buffer().getShort(SOURCE);
    }

    public UUID id() {
        return new UUID(buffer().getLong(1), buffer().getLong(1 + Long.BYTES));
    }

    public long sentAtMillis() {
        return buffer().getLong(SENT_AT);
    }

    /** The ARN of the queue that this message was moved from as a dead letter, if it was. */
    public @Nullable String deadLetterSourceArn() {
        int length = buffer().getShort(SOURCE);
        return length == 0 ? null : new String(bytes, FIXED, length, StandardCharsets.UTF_8);
    }

    /** Decodes the content; not cached. */
    public MessageContent content() {
        int at = contentAt();
        return MessageCodec.decode(ByteBuffer.wrap(bytes, at, bytes.length - at));
    }
}
