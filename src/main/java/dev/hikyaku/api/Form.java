package dev.hikyaku.api;

import dev.hikyaku.model.ErrorCode;
import dev.hikyaku.model.ServiceException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
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
     * @throws ServiceException (MalformedInput) if an escape is broken
     */
    static Form parse(String text) {
        var form = new Form();
        for (int from = 0; from < text.length(); ) {
            int end = text.indexOf('&', from);
            end = end < 0 ? text.length() : end;
            form.add(text.substring(from, end));
            from = end + 1;
        }
        return form;
    }

    private void add(String pair) {
        int equals = pair.indexOf('=');
        if (equals > 0) {
            fields.put(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
        }
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new ServiceException(
                    ErrorCode.MALFORMED_INPUT,
                    "The request's form is not URL-encoded: " + e.getMessage());
        }
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
            String name = prefix + member.queryName();
            switch (member.kind()) {
                case SCALAR, BLOB -> scalar(node, member.name(), name);
                case STRUCTURE -> node.set(member.name(), structure(name + ".", member.type()));
                case LIST -> list(node, member, name);
                case MAP -> map(node, member, name);
            }
        }
        return node;
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
                } else {
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
                    && index.chars().allMatch(Character::isDigit)) {
                indexes.add(Integer.parseInt(index));
            }
        }
        return indexes;
    }
}
