package dev.hikyaku.queue;

import dev.hikyaku.model.MessageAttribute;
import dev.hikyaku.model.MessageContent;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A message's content as bytes. Layout: version (1 byte), MD5 of the body (16), body, sender id
 * (empty for none), then the number of message attributes and each as name, type, kind (1 byte: 's'
 * or 'b') and value, then the number of system attributes and each as name and value. Texts and
 * byte strings have their length (4 bytes) in front; counts take 2 bytes; everything is big-endian
 * and UTF-8.
 */
public final class MessageCodec {
    private static final byte VERSION = 1;
    private static final byte STRING = 's';
    private static final byte BINARY = 'b';
    private static final int MD5 = 16;

    private MessageCodec() {}

    public static byte[] encode(MessageContent content) {
        return encode(content, utf8(content.body()));
    }

    /**
     * Encodes a content whose body is there as bytes already.
     *
     * @param body the body in UTF-8
     */
    public static byte[] encode(MessageContent content, byte[] body) {
        var fields = new ArrayList<byte[]>(2 + 3 * content.attributes().size());
        fields.add(body);
        fields.add(utf8(content.senderId() == null ? "" : content.senderId()));
        content.attributes()
                .forEach((name, attribute) -> {
                    fields.add(utf8(name));
                    fields.add(utf8(attribute.dataType()));
                    fields.add(value(attribute));
                });
        content.systemAttributes()
                .forEach((name, value) -> {
                    fields.add(utf8(name));
                    fields.add(utf8(value));
                });
        return write(content, fields);
    }

    private static byte[] write(MessageContent content, List<byte[]> fields) {
        int size = 1 + MD5 + 2 * Short.BYTES + content.attributes().size();
        for (byte[] field : fields) {
            size += Integer.BYTES + field.length;
        }
        var out =
                ByteBuffer.allocate(size)
                        .put(VERSION)
                        .put(HexFormat.of().parseHex(content.bodyMd5()));
        var next = fields.iterator();
        put(out, next.next());
        put(out, next.next());
        out.putShort((short) content.attributes().size());
        for (MessageAttribute attribute : content.attributes().values()) {
            put(out, next.next());
            put(out, next.next());
            put(out.put(attribute.binary() ? BINARY : STRING), next.next());
        }
        out.putShort((short) content.systemAttributes().size());
        next.forEachRemaining(field -> put(out, field));
        return out.array();
    }

    private static byte[] value(MessageAttribute attribute) {
        byte[] binary = attribute.binaryValue();
        String string = attribute.stringValue();
        return binary != null ? binary : utf8(string == null ? "" : string);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static void put(ByteBuffer out, byte[] field) {
        out.putInt(field.length).put(field);
    }

    static MessageContent decode(ByteBuffer in) {
        byte version = in.get();
        if (version != VERSION) {
            throw new IllegalStateException("message content of unknown version " + version);
        }
        byte[] md5 = new byte[MD5];
        in.get(md5);
        String body = text(in);
        String sender = text(in);
        return new MessageContent(
                body,
                HexFormat.of().formatHex(md5),
                attributes(in),
                systemAttributes(in),
                emptyToNull(sender));
    }

    private static SortedMap<String, MessageAttribute> attributes(ByteBuffer in) {
        var attributes = new TreeMap<String, MessageAttribute>();
        for (int count = in.getShort(); count > 0; count--) {
            String name = text(in);
            String type = text(in);
            boolean binary = in.get() == BINARY;
            byte[] value = bytes(in);
            attributes.put(
                    name,
                    binary
                            ? new MessageAttribute(type, null, value)
                            : new MessageAttribute(
                                    type, new String(value, StandardCharsets.UTF_8), null));
        }
        return attributes;
    }

    private static Map<String, String> systemAttributes(ByteBuffer in) {
        int count = in.getShort();
        if (count == 0) {
            return Map.of();
        }
        var attributes = new LinkedHashMap<String, String>();
        for (; count > 0; count--) {
            attributes.put(text(in), text(in));
        }
        return attributes;
    }

    private static String text(ByteBuffer in) {
        return new String(bytes(in), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(ByteBuffer in) {
        return taken(in, in.getInt());
    }

    /** So many bytes, if there are so many: a length that is wrong must not cost the memory. */
    static byte[] taken(ByteBuffer in, int length) {
        if (length < 0 || length > in.remaining()) {
            throw new IllegalStateException(
                    "a field of " + length + " bytes in a record that has " + in.remaining());
        }
        byte[] bytes = new byte[length];
        in.get(bytes);
        return bytes;
    }

    private static @Nullable String emptyToNull(String text) {
        return text.isEmpty() ? null : text;
    }
}
