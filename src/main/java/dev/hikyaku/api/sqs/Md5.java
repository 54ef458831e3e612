package dev.hikyaku.api.sqs;

import dev.hikyaku.model.Digests;
import dev.hikyaku.model.MessageAttribute;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The digests that SDKs verify. That of attributes: over all of them in order of their names, each
 * as length and bytes of the name, length and bytes of the type, 1 for text or 2 for binary, length
 * and bytes of the value; lengths are 4 bytes, big-endian. Source: the SQS developer guide,
 * "Calculating the MD5 message digest for message attributes".
 */
final class Md5 {
    private static final byte TEXT = 1;
    private static final byte BINARY = 2;

    private Md5() {}

    static String of(byte[] bytes) {
        return hex(Digests.md5(), bytes);
    }

    /** The digest, or null if there are no attributes. */
    static @Nullable String ofAttributes(SortedMap<String, MessageAttribute> attributes) {
        if (attributes.isEmpty()) {
            return null;
        }
        MessageDigest digest = Digests.md5();
        attributes.forEach((name, attribute) -> {
            update(digest, utf8(name));
            update(digest, utf8(attribute.dataType()));
            byte[] binary = attribute.binaryValue();
            digest.update(binary != null ? BINARY : TEXT);
            update(digest, binary != null ? binary : utf8(String.valueOf(attribute.stringValue())));
        });
        return hex(digest, new byte[0]);
    }

    /** The same for system attributes, which are all texts. */
    static @Nullable String ofSystemAttributes(Map<String, String> attributes) {
        var texts = new TreeMap<String, MessageAttribute>();
        attributes.forEach(
                (name, value) -> texts.put(name, new MessageAttribute("String", value, null)));
        return ofAttributes(texts);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static void update(MessageDigest digest, byte[] bytes) {
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
        digest.update(bytes);
    }

    private static String hex(MessageDigest digest, byte[] last) {
        return HexFormat.of().formatHex(digest.digest(last));
    }
}
