package dev.hikyaku.model;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Digests, one of each kind a thread: finding the algorithm costs more than hashing a small text.
 * Each use ends with {@code digest()}, which resets it.
 */
public final class Digests {
    private static final ThreadLocal<MessageDigest> MD5 =
            ThreadLocal.withInitial(() -> create("MD5"));
    private static final ThreadLocal<MessageDigest> SHA_256 =
            ThreadLocal.withInitial(() -> create("SHA-256"));

    private Digests() {}

    /** MD5, ready to begin. */
    public static MessageDigest md5() {
        return MD5.get();
    }

    /** SHA-256, ready to begin. */
    public static MessageDigest sha256() {
        return SHA_256.get();
    }

    private static MessageDigest create(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has " + algorithm, e);
        }
    }
}
