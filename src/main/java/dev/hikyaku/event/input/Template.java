package dev.hikyaku.event.input;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A template with placeholders in angle brackets.
 *
 * <p>What a placeholder becomes depends on where it stands. Within quotes it is text: a string as
 * it is, nothing escaped, of an object or array the JSON without its quotes. Elsewhere in a
 * template of JSON it is a JSON value. A template that begins as no JSON does is text throughout.
 * What is not there is empty: nothing in a text, {@code ""} as a value.
 */
final class Template {
    private static final Pattern PLACEHOLDER = Pattern.compile("<([A-Za-z0-9_.-]+)>");
    private static final String JSON_BEGINS = "{[\"<";

    private sealed interface Part {}

    private record Text(String text) implements Part {}

    private record Placeholder(String name, boolean quoted) implements Part {}

    private final List<Part> parts;
    private final boolean json;

    private Template(List<Part> parts, boolean json) {
        this.parts = parts;
        this.json = json;
    }

    static Template parse(String template) {
        String begin = template.stripLeading();
        boolean json = !begin.isEmpty() && JSON_BEGINS.indexOf(begin.charAt(0)) >= 0;
        var parts = new ArrayList<Part>();
        var matcher = PLACEHOLDER.matcher(template);
        boolean quoted = !json;
        int at = 0;
        while (matcher.find()) {
            String before = template.substring(at, matcher.start());
            quoted = json ? endsQuoted(before, quoted) : quoted;
            parts.add(new Text(before));
            parts.add(new Placeholder(matcher.group(1), quoted));
            at = matcher.end();
        }
        parts.add(new Text(template.substring(at)));
        return new Template(parts, json);
    }

    /** Whether a JSON text is within a string at its end. */
    private static boolean endsQuoted(String text, boolean quotedBefore) {
        boolean quoted = quotedBefore;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quoted && c == '\\') {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            }
        }
        return quoted;
    }

    /** Whether what it gives is to be JSON: one value, or a string a line. */
    boolean json() {
        return json;
    }

    /** Fills the placeholders in. */
    String fill(Function<String, @Nullable JsonNode> values) {
        var filled = new StringBuilder();
        for (Part part : parts) {
            switch (part) {
                case Text text -> filled.append(text.text());
                case Placeholder placeholder -> {
                    JsonNode value = values.apply(placeholder.name());
                    filled.append(placeholder.quoted() ? quoted(value) : unquoted(value));
                }
            }
        }
        return filled.toString();
    }

    private static String quoted(@Nullable JsonNode value) {
        if (value == null) {
            return "";
        }
        return value.isString() ? value.stringValue() : value.toString().replace("\"", "");
    }

    private static String unquoted(@Nullable JsonNode value) {
        return value == null ? "\"\"" : value.toString();
    }
}
