package dev.hikyaku.api;

import dev.hikyaku.model.ErrorCode;
import dev.hikyaku.model.ServiceException;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A form of the query protocol ({@code Entry.1.Id=a&...}), and the same tree that a JSON body would
 * be, built from it along a record's members. Fields stay flat until a member asks for them, so a
 * hostile form costs what it weighs.
 */
final class Form {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final TreeMap<String, String> fields = new TreeMap<>();

    /**
     * Reads {@code application/x-www-form-urlencoded} text.
     *
     * @param text each character a byte as it came in
     * @throws ServiceException (MalformedInput) if an escape is broken, or what comes out is not
     *     UTF-8: putting something else in place of it would change a message
     */
    static Form parse(String text) {
        var form = new Form();
        each(text, form.fields::put);
        return form;
    }

    /** Reads the fields of such a text in their order, those of the same name too. */
    static void each(String text, BiConsumer<String, String> action) {
        for (int from = 0; from < text.length(); ) {
            int end = text.indexOf('&', from);
            end = end < 0 ? text.length() : end;
            String pair = text.substring(from, end);
            int equals = pair.indexOf('=');
            if (equals > 0) {
                action.accept(
                        decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
            }
            from = end + 1;
        }
    }

    private static String decode(String text) {
        try {
            byte[] bytes =
                    URLDecoder.decode(text, StandardCharsets.ISO_8859_1)
                            .getBytes(StandardCharsets.ISO_8859_1);
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (IllegalArgumentException e) {
            throw malformed("not URL-encoded: an escape is % and two hexadecimal digits.");
        } catch (CharacterCodingException e) {
            throw malformed("not UTF-8.");
        }
    }

    private static ServiceException malformed(String what) {
        return new ServiceException(ErrorCode.MALFORMED_INPUT, "The request's form is " + what);
    }

    @Nullable String get(String name) {
        return fields.get(name);
    }

    void putIfAbsent(String name, String value) {
        fields.putIfAbsent(name, value);
    }

    ObjectNode toTree(Class<?> type) {
        return structure("", type);
    }

    private ObjectNode structure(String prefix, Class<?> type) {
        ObjectNode node = NODES.objectNode();
        for (Shape.Member member : Shape.of(type).members()) {
            String name = prefix + member.formName();
            switch (member.kind()) {
                case SCALAR, BLOB -> scalar(node, member.name(), name);
                case STRUCTURE -> {
                    if (has(name + ".")) {
                        node.set(member.name(), structure(name + ".", member.type()));
                    }
                }
                case LIST -> list(node, member, name);
                case MAP -> map(node, member, name);
            }
        }
        return node;
    }

    private boolean has(String prefix) {
        String field = fields.ceilingKey(prefix);
        return field != null && field.startsWith(prefix);
    }

    private void scalar(ObjectNode node, String member, String name) {
        String value = fields.get(name);
        if (value != null) {
            node.put(member, value);
        }
    }

    private void list(ObjectNode node, Shape.Member member, String name) {
        var indexes = indexes(name);
        if (!indexes.isEmpty()) {
            var array = node.putArray(member.name());
            for (int index : indexes) {
                String element = name + "." + index;
                if (member.type().isRecord()) {
                    array.add(structure(element + ".", member.type()));
                } else if (fields.containsKey(element)) {
                    array.add(fields.get(element));
                }
            }
        }
    }

    private void map(ObjectNode node, Shape.Member member, String name) {
        var indexes = indexes(name);
        if (!indexes.isEmpty()) {
            var object = node.putObject(member.name());
            for (int index : indexes) {
                String entry = name + "." + index + ".";
                String key = fields.getOrDefault(entry + member.keyName(), "");
                String value = entry + member.valueName();
                if (member.type().isRecord()) {
                    object.set(key, structure(value + ".", member.type()));
                } else {
                    object.put(key, fields.get(value));
                }
            }
        }
    }

    /** The numbers behind a name, in their order as numbers. */
    private Set<Integer> indexes(String name) {
        var indexes = new TreeSet<Integer>();
        int start = name.length() + 1;
        for (String field : fields.subMap(name + ".", name + "/").keySet()) {
            int end = field.indexOf('.', start);
            String index = field.substring(start, end < 0 ? field.length() : end);
            if (!index.isEmpty()
                    && index.length() < 6
                    && index.chars().allMatch(c -> c >= '0' && c <= '9')) {
                indexes.add(Integer.parseInt(index));
            }
        }
        return indexes;
    }
}
