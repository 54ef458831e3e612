package dev.hikyaku.queue;

import dev.hikyaku.model.Digests;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A name that a client chose, and what its keys are taken from. The hash is made where the request
 * is read: there a second processor can do it, but a partition does one thing at a time.
 *
 * @param sha256 of the text in UTF-8, 32 bytes; not changed afterwards
 */
public record HashedName(String text, byte[] sha256) {
    /** The name of a text; null for null. */
    static @Nullable HashedName of(@Nullable String text) {
        return text == null ? null : new HashedName(text, sha256(text));
    }

    static byte[] sha256(String text) {
        return Digests.sha256().digest(text.getBytes(StandardCharsets.UTF_8));
    }
}
