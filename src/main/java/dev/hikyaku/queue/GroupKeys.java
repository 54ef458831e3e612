package dev.hikyaku.queue;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What stands for the names that clients choose: short keys of one length, taken from SHA-256.
 *
 * <p>Two groups whose keys collide (one chance in 2<sup>63</sup> for a pair) share a line, which
 * costs them parallelism and nothing else. Ids of messages must not collide, so their digests have
 * 128 bits.
 */
final class GroupKeys {
    /** The key of messages that have no group. */
    static final long NONE = 0;

    static final int DIGEST_BYTES = 16;

    private GroupKeys() {}

    /** A group's key: positive, or {@link #NONE} for null. */
    static long of(@Nullable HashedName groupId) {
        if (groupId == null) {
            return NONE;
        }
        return Math.max(1, ByteBuffer.wrap(groupId.sha256()).getLong() & Long.MAX_VALUE);
    }

    /** As {@link #of(HashedName)}. */
    static long of(@Nullable String groupId) {
        return of(HashedName.of(groupId));
    }

    static byte[] digest(HashedName name) {
        return Arrays.copyOf(name.sha256(), DIGEST_BYTES);
    }

    /** The digest of texts, in which the borders between them count. */
    static byte[] digest(String... texts) {
        return Arrays.copyOf(HashedName.sha256(String.join("\0", texts)), DIGEST_BYTES);
    }
}
