package dev.hikyaku.delivery;

import dev.hikyaku.delivery.settings.Shard;
import dev.hikyaku.delivery.settings.WorkerSettings.Sharding;
import dev.hikyaku.delivery.source.Message;
import dev.hikyaku.model.MessageAttribute;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;

/**
 * Which messages are a worker's, of several that share a stream.
 *
 * <p>A message belongs to the shard {@code h mod count}, where {@code h} is the first 8 bytes of
 * the SHA-256 of its key as an unsigned big-endian number. The key is, as UTF-8, the value of the
 * message attribute that the settings name (a binary one's bytes as they are); without it the
 * message group; without that the message id. Versions and other programs rely on this.
 */
final class ShardFilter {
    private final Shard shard;
    private final @Nullable String attribute;

    ShardFilter(Sharding sharding) {
        this.shard = sharding.shard();
        this.attribute = sharding.key();
    }

    boolean ours(Message message) {
        return shardOf(key(message), shard.count()) == shard.index();
    }

    private byte[] key(Message message) {
        MessageAttribute named = attribute == null ? null : message.attributes().get(attribute);
        if (named != null && named.binaryValue() != null) {
            return named.binaryValue();
        }
        String text = named == null ? null : named.stringValue();
        if (text == null) {
            text = message.groupId();
        }
        return (text == null ? message.id() : text).getBytes(StandardCharsets.UTF_8);
    }

    /** The shard of a key, 0 to count - 1. */
    static int shardOf(byte[] key, int count) {
        return (int) Long.remainderUnsigned(ByteBuffer.wrap(sha256(key)).getLong(), count);
    }

    private static byte[] sha256(byte[] key) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(key);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
