package dev.hikyaku.api;

import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes the query protocol's answers. By hand, because what matters here is exactly which
 * characters are escaped: {@code \r} has to survive the reader's line-end rules, which XML writers
 * of the platform do not see to.
 */
final class Xml {
    /** For what XML cannot carry at all: it may be part of an error's message. */
    private static final char REPLACEMENT = '\uFFFD';

    private final StringBuilder out = new StringBuilder(512);

    Xml open(String name) {
        out.append('<').append(name).append('>');
        return this;
    }

    Xml open(String name, String namespace) {
        out.append('<').append(name).append(" xmlns=\"");
        text(namespace);
        out.append("\">");
        return this;
    }

    Xml close(String name) {
        out.append("</").append(name).append('>');
        return this;
    }

    Xml element(String name, String text) {
        open(name);
        text(text);
        return close(name);
    }

    /** The members of a shape. Null ones are left out. */
    Xml members(Record shape) {
        for (Shape.Member member : Shape.of(shape.getClass()).members()) {
            Object value = member.valueOf(shape);
            if (value != null && member.wrapper() != null) {
                open(member.wrapper());
                member(member, value);
                close(member.wrapper());
            } else if (value != null) {
                member(member, value);
            }
        }
        return this;
    }

    private void member(Shape.Member member, Object value) {
        switch (member.kind()) {
            case SCALAR, BLOB, STRUCTURE -> value(member.queryName(), value);
            case LIST -> ((List<?>) value).forEach(item -> value(member.queryName(), item));
            case MAP ->
                    ((Map<?, ?>) value)
                            .forEach((key, item) -> {
                                open(member.queryName());
                                element(member.keyName(), key.toString());
                                value(member.valueName(), item);
                                close(member.queryName());
                            });
        }
    }

    private void value(String name, @Nullable Object value) {
        switch (value) {
            case null -> {}
            case Record nested -> open(name).members(nested).close(name);
            case byte[] bytes -> element(name, Base64.getEncoder().encodeToString(bytes));
            default -> element(name, value.toString());
        }
    }

    private void text(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\r' -> out.append("&#xD;");
                case '\t', '\n' -> out.append(c);
                default -> out.append(c < ' ' || c >= '\uFFFE' ? REPLACEMENT : c);
            }
        }
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
