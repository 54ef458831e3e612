package dev.hikyaku.pattern;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import software.amazon.event.ruler.JsonRuleCompiler;
import software.amazon.event.ruler.Patterns;

/**
 * One of the ways to match a pattern: what each of some fields has to be. A pattern has as many as
 * its {@code $or} make combinations. Where a field's matchers are of several kinds they count as
 * several, for event-ruler (2.1.0) mixes the kinds up in one automaton.
 */
record Alternative(Map<String, List<Patterns>> fields) {
    enum Kind {
        PLAIN,
        WILDCARD,
        ANY_CASE;

        static Kind of(Patterns matcher) {
            return switch (matcher.type()) {
                case WILDCARD, ANYTHING_BUT_WILDCARD -> WILDCARD;
                case EQUALS_IGNORE_CASE,
                        PREFIX_EQUALS_IGNORE_CASE,
                        SUFFIX_EQUALS_IGNORE_CASE,
                        ANYTHING_BUT_IGNORE_CASE ->
                        ANY_CASE;
                default -> PLAIN;
            };
        }
    }

    /**
     * The alternatives of a pattern, always in the same order.
     *
     * @throws IllegalArgumentException if it is none, or has over {@link Combinations#MAX}
     */
    static List<Alternative> allOf(String pattern) {
        Combinations.check(Combinations.of(pattern));
        var all = new ArrayList<Alternative>();
        for (var fields : compile(pattern)) {
            all.addAll(new Alternative(fields).split());
            Combinations.check(all.size());
        }
        return all;
    }

    private static List<Map<String, List<Patterns>>> compile(String pattern) {
        try {
            return JsonRuleCompiler.compile(pattern);
        } catch (IOException | RuntimeException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    private List<Alternative> split() {
        List<Alternative> parts = List.of(this);
        for (var field : fields.entrySet()) {
            var kinds =
                    field.getValue().stream()
                            .collect(groupingBy(Kind::of, TreeMap::new, toList()))
                            .values();
            if (kinds.size() > 1) {
                parts = parts.stream().flatMap(each -> each.with(field.getKey(), kinds)).toList();
                Combinations.check(parts.size());
            }
        }
        return parts;
    }

    private Stream<Alternative> with(String field, Collection<List<Patterns>> choices) {
        return choices.stream()
                .map(choice -> {
                    var some = new HashMap<>(fields);
                    some.put(field, choice);
                    return new Alternative(some);
                });
    }

    /** Whether it has a wildcard. */
    boolean wild() {
        return shape().containsValue(Kind.WILDCARD);
    }

    /** The kind of each field's matchers; empty if all are plain. */
    Map<String, Kind> shape() {
        var shape = new HashMap<String, Kind>();
        fields.forEach((field, matchers) -> shape.put(field, Kind.of(matchers.getFirst())));
        return shape.values().stream().allMatch(kind -> kind == Kind.PLAIN) ? Map.of() : shape;
    }
}
