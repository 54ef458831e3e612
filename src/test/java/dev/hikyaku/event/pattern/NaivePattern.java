package dev.hikyaku.event.pattern;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.StringNode;

/**
 * What a pattern means, as plainly as it can be said: every choice of a value for each of its
 * fields, in the order of their names, is tried. Shares nothing with the automaton.
 */
final class NaivePattern {
    /** A value of an event, and which element of which arrays it is in. */
    private record Leaf(String path, Map<String, Integer> places, JsonNode value) {
        /** Whether it is a field's value, and not in another element of an array than those. */
        boolean mayJoin(String field, List<Leaf> chosen) {
            return path.equals(field) && chosen.stream().allMatch(this::goesWith);
        }

        private boolean goesWith(Leaf other) {
            return places.entrySet().stream()
                    .allMatch(place ->
                            place.getValue()
                                    .equals(
                                            other.places.getOrDefault(
                                                    place.getKey(), place.getValue())));
        }
    }

    private static final JsonMapper JSON = new JsonMapper();

    private final List<Leaf> leaves = new ArrayList<>();

    private NaivePattern(JsonNode event) {
        flatten("", "", Map.of(), event);
    }

    static boolean matches(String pattern, String event) {
        var of = new NaivePattern(JSON.readTree(event));
        return alternatives(JSON.readTree(pattern), "").stream()
                .anyMatch(each -> of.met(List.copyOf(new TreeMap<>(each).entrySet()), List.of()));
    }

    private void flatten(String path, String place, Map<String, Integer> places, JsonNode value) {
        if (value.isObject()) {
            value.forEachEntry((name, member) ->
                    flatten(path + "/" + name, place + "/" + name, places, member));
        } else if (value.isArray()) {
            for (int i = 0; i < value.size(); i++) {
                var inside = new LinkedHashMap<>(places);
                if (value.get(i).isContainer()) {
                    inside.put(place, i);
                }
                flatten(path, place + "[" + i + "]", inside, value.get(i));
            }
        } else {
            leaves.add(new Leaf(path, places, value));
        }
    }

    /** The patterns without {@code $or} that one stands for: what is to be met, by path. */
    private static List<Map<String, JsonNode>> alternatives(JsonNode object, String path) {
        List<Map<String, JsonNode>> all = List.of(Map.of());
        for (var member : object.properties()) {
            all = both(all, member(member.getKey(), member.getValue(), path));
        }
        return all;
    }

    private static List<Map<String, JsonNode>> member(String name, JsonNode value, String path) {
        if (value.isObject()) {
            return alternatives(value, path + "/" + name);
        }
        return name.equals("$or")
                ? value.valueStream().flatMap(each -> alternatives(each, path).stream()).toList()
                : List.of(Map.of(path + "/" + name, value));
    }

    private static List<Map<String, JsonNode>> both(
            List<Map<String, JsonNode>> some, List<Map<String, JsonNode>> others) {
        var all = new ArrayList<Map<String, JsonNode>>();
        for (var one : some) {
            for (var other : others) {
                var merged = new LinkedHashMap<>(one);
                merged.putAll(other);
                all.add(merged);
            }
        }
        return all;
    }

    private boolean met(List<Map.Entry<String, JsonNode>> fields, List<Leaf> chosen) {
        if (fields.isEmpty()) {
            return true;
        }
        String path = fields.getFirst().getKey();
        JsonNode matchers = fields.getFirst().getValue();
        var rest = fields.subList(1, fields.size());
        var candidates = leaves.stream().filter(leaf -> leaf.mayJoin(path, chosen)).toList();
        if (candidates.isEmpty()) {
            return matchers.valueStream().anyMatch(NaivePattern::wantsNone) && met(rest, chosen);
        }
        return candidates.stream()
                .filter(leaf -> matchers.valueStream().anyMatch(each -> one(each, leaf.value)))
                .anyMatch(leaf -> {
                    var more = new ArrayList<>(chosen);
                    more.add(leaf);
                    return met(rest, more);
                });
    }

    private static boolean wantsNone(JsonNode matcher) {
        return matcher.has("exists") && !matcher.get("exists").booleanValue();
    }

    private static boolean one(JsonNode matcher, JsonNode value) {
        if (!matcher.isObject()) {
            return same(matcher, value);
        }
        var operator = matcher.properties().iterator().next();
        JsonNode argument = operator.getValue();
        String text = value.isString() ? value.stringValue() : null;
        return switch (operator.getKey()) {
            case "exists" -> argument.booleanValue();
            case "anything-but" -> !excluded(argument, value);
            case "numeric" -> value.isNumber() && within(argument, value.doubleValue());
            case "cidr" -> text != null && text.startsWith("10.0.0.");
            default -> text != null && ofText(operator.getKey(), argument, text);
        };
    }

    private static boolean same(JsonNode wanted, JsonNode value) {
        if (wanted.isNumber() && value.isNumber()) {
            return wanted.doubleValue() == value.doubleValue();
        }
        return wanted.equals(value);
    }

    private static boolean excluded(JsonNode argument, JsonNode value) {
        return switch (argument.getNodeType()) {
            case ARRAY -> argument.valueStream().anyMatch(each -> same(each, value));
            case OBJECT -> one(argument, value);
            default -> same(argument, value);
        };
    }

    private static boolean within(JsonNode bounds, double value) {
        return IntStream.range(0, bounds.size() / 2)
                .allMatch(i -> bounded(bounds, i, Double.compare(value, number(bounds, i))));
    }

    private static double number(JsonNode bounds, int i) {
        return bounds.get((2 * i) + 1).doubleValue();
    }

    private static boolean bounded(JsonNode bounds, int i, int compared) {
        return switch (bounds.get(2 * i).stringValue()) {
            case "=" -> compared == 0;
            case ">" -> compared > 0;
            case ">=" -> compared >= 0;
            case "<" -> compared < 0;
            default -> compared <= 0;
        };
    }

    private static boolean ofText(String operator, JsonNode argument, String text) {
        if (argument.isObject()) {
            String word = argument.get("equals-ignore-case").stringValue().toLowerCase(Locale.ROOT);
            return ofText(operator, StringNode.valueOf(word), text.toLowerCase(Locale.ROOT));
        }
        String word = argument.stringValue();
        return switch (operator) {
            case "prefix" -> text.startsWith(word);
            case "suffix" -> text.endsWith(word);
            case "equals-ignore-case" -> text.equalsIgnoreCase(word);
            default -> text.matches(word.replace(".", "\\.").replace("*", ".*"));
        };
    }
}
