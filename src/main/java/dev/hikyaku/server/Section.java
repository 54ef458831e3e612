package dev.hikyaku.server;

import dev.hikyaku.delivery.settings.Setting;
import dev.hikyaku.delivery.settings.Values;
import dev.hikyaku.model.Durations;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * A table of the configuration file. It remembers which keys were asked for, so that {@link
 * #finish} can refuse those that nobody knows.
 */
final class Section {
    private final String file;
    private final String name;
    private final JsonNode table;
    private final TreeSet<String> known = new TreeSet<>();
    private final Map<String, TreeSet<String>> innerKnown = new HashMap<>();

    Section(String file, String name, JsonNode table) {
        this.file = file;
        this.name = name;
        this.table = table;
        if (!table.isObject()) {
            throw new ConfigException(file + ": " + name + " must be a table.");
        }
    }

    private @Nullable JsonNode find(String key) {
        known.add(key);
        return table.get(key);
    }

    /** An error about a key's value. */
    ConfigException wrong(String key, String allowed) {
        return new ConfigException(
                file + ": " + name + " " + key + " = " + table.get(key) + ": " + allowed);
    }

    /** An error about the table as a whole. */
    ConfigException refused(String why) {
        return new ConfigException(file + ": " + name + ": " + why);
    }

    @Nullable String text(String key) {
        JsonNode value = find(key);
        if (value != null && !value.isString()) {
            throw wrong(key, "must be a text in quotes");
        }
        return value == null ? null : value.asString();
    }

    @Nullable Path path(String key) {
        String value = text(key);
        try {
            return value == null ? null : Path.of(value);
        } catch (InvalidPathException e) {
            throw wrong(key, "must be a path");
        }
    }

    String requiredText(String key) {
        String value = text(key);
        if (value == null || value.isEmpty()) {
            throw new ConfigException(file + ": " + name + " needs " + key + ", a text in quotes.");
        }
        return value;
    }

    @Nullable Integer integer(String key, int min, int max) {
        JsonNode value = find(key);
        if (value == null) {
            return null;
        }
        if (!value.isIntegralNumber()
                || !value.canConvertToInt()
                || value.asInt() < min
                || value.asInt() > max) {
            throw wrong(key, "must be an integer from " + min + " to " + max);
        }
        return value.asInt();
    }

    @Nullable Double number(String key, double min, double max) {
        JsonNode value = find(key);
        if (value == null) {
            return null;
        }
        if (!value.isNumber() || value.asDouble() < min || value.asDouble() > max) {
            throw wrong(key, "must be a number from " + (long) min + " to " + (long) max);
        }
        return value.asDouble();
    }

    @Nullable Boolean bool(String key) {
        JsonNode value = find(key);
        if (value != null && !value.isBoolean()) {
            throw wrong(key, "must be true or false");
        }
        return value == null ? null : value.asBoolean();
    }

    @Nullable Duration duration(String key) {
        String value = text(key);
        try {
            return value == null ? null : Durations.parse(value);
        } catch (IllegalArgumentException e) {
            throw wrong(key, String.valueOf(e.getMessage()));
        }
    }

    /**
     * These values and, if it is here, a setting; {@code a.b} is the key b of the inline table a.
     */
    <T> Values with(Values values, Setting<T> setting) {
        JsonNode value = find(setting);
        if (value == null) {
            return values;
        }
        try {
            return values.with(setting, setting.read(texts(setting, value)));
        } catch (IllegalArgumentException e) {
            throw wrong(setting, value);
        }
    }

    /** A setting's value as texts, if it is of the setting's form. */
    private List<String> texts(Setting<?> setting, JsonNode value) {
        boolean fits =
                switch (setting.form()) {
                    case INTEGER -> value.isIntegralNumber();
                    case NUMBER -> value.isNumber();
                    case BOOLEAN -> value.isBoolean();
                    case TEXT, DURATION -> value.isString();
                    case TEXTS -> value.isArray();
                };
        if (!fits) {
            throw wrong(setting, value);
        }
        return value.isArray() ? texts(setting.key(), value) : List.of(value.asString());
    }

    private @Nullable JsonNode find(Setting<?> setting) {
        String[] path = setting.key().split("\\.", 2);
        JsonNode value = find(path[0]);
        if (value == null || path.length == 1) {
            return value;
        }
        if (!value.isObject()) {
            throw wrong(path[0], "must be a table such as { " + path[1] + " = ... }");
        }
        innerKnown.computeIfAbsent(path[0], table -> new TreeSet<>()).add(path[1]);
        return value.get(path[1]);
    }

    private ConfigException wrong(Setting<?> setting, JsonNode value) {
        return new ConfigException(
                file
                        + ": "
                        + name
                        + " "
                        + setting.key()
                        + " = "
                        + value
                        + ": "
                        + setting.allowed());
    }

    /** A list of texts that may be empty, or not there at all. */
    @Nullable List<String> optionalTexts(String key) {
        JsonNode values = find(key);
        if (values == null) {
            return null;
        }
        if (!values.isArray()) {
            throw wrong(key, "must be a list of texts");
        }
        return texts(key, values);
    }

    /**
     * A list of tables that may be written as texts: each is then a table of this key alone.
     *
     * @param example of such a table
     */
    List<Section> tables(String key, String textKey, String example) {
        JsonNode values = find(key);
        if (values == null || !values.isArray() || values.isEmpty()) {
            throw new ConfigException(
                    file
                            + ": "
                            + name
                            + " needs "
                            + key
                            + ", a list of texts such as [\"a\", \"b\"] or of tables such as "
                            + example
                            + ".");
        }
        var tables = new ArrayList<Section>();
        for (JsonNode value : values) {
            JsonNode each =
                    value.isString()
                            ? JsonNodeFactory.instance.objectNode().set(textKey, value)
                            : value;
            tables.add(new Section(file, name + " " + key + " " + (tables.size() + 1), each));
        }
        return tables;
    }

    private List<String> texts(String key, JsonNode values) {
        var texts = new ArrayList<String>();
        for (JsonNode value : values) {
            if (!value.isString()) {
                throw wrong(key, "must be a list of texts");
            }
            texts.add(value.asString());
        }
        return texts;
    }

    /** A table of texts; numbers and booleans count as the texts that they are written as. */
    Map<String, String> textMap(String key) {
        JsonNode values = find(key);
        var map = new LinkedHashMap<String, String>();
        if (values == null) {
            return map;
        }
        if (!values.isObject()) {
            throw wrong(key, "must be a table such as { VisibilityTimeout = 30 }");
        }
        for (var entry : values.properties()) {
            if (!entry.getValue().isValueNode()) {
                throw wrong(key, "must hold texts and numbers only");
            }
            map.put(entry.getKey(), entry.getValue().asString());
        }
        return map;
    }

    Section table(String key) {
        JsonNode value = find(key);
        return new Section(
                file,
                "[" + key + "]",
                value == null ? JsonNodeFactory.instance.objectNode() : value);
    }

    List<Section> tables(String key) {
        JsonNode values = find(key);
        var tables = new ArrayList<Section>();
        if (values == null) {
            return tables;
        }
        if (!values.isArray()) {
            throw new ConfigException(
                    file + ": " + key + " must be a list of tables: write [[" + key + "]].");
        }
        for (JsonNode value : values) {
            tables.add(new Section(file, "[[" + key + "]] " + (tables.size() + 1), value));
        }
        return tables;
    }

    /**
     * Ends the reading.
     *
     * @throws ConfigException if there is a key that nobody asked for
     */
    void finish() {
        finish(name, table, known);
        innerKnown.forEach((key, inner) -> {
            if (table.has(key)) {
                finish(name + " " + key, table.get(key), inner);
            }
        });
    }

    private void finish(String place, JsonNode values, Set<String> keys) {
        for (String key : values.propertyNames()) {
            if (!keys.contains(key)) {
                throw new ConfigException(
                        file
                                + ": "
                                + place
                                + " has the unknown key "
                                + key
                                + "; it knows "
                                + String.join(", ", keys)
                                + ".");
            }
        }
    }
}
