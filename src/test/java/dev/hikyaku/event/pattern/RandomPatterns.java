package dev.hikyaku.event.pattern;

import dev.hikyaku.pattern.Patterns;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Events and patterns over few fields and values, so that many of them meet. */
final class RandomPatterns {
    private static final List<String> FIELDS = List.of("a", "b", "c", "detail", "x-y");
    private static final List<String> WORDS =
            List.of("", "a", "ab", "abc", "ABC", "b", "ba", "xyz", "10.0.0.7", "é", "1", "null");
    private static final List<String> NUMBERS =
            List.of("0", "1", "2", "3", "-1", "1.5", "10", "1e3", "2.0");

    private final Random random;

    RandomPatterns(long seed) {
        random = new Random(seed);
    }

    String event() {
        return eventObject(0);
    }

    private String eventObject(int depth) {
        return some(0, 3).stream()
                .map(field -> quote(field) + ":" + eventValue(depth))
                .collect(Collectors.joining(",", "{", "}"));
    }

    private String eventValue(int depth) {
        int kind = random.nextInt(depth < 3 ? 10 : 6);
        return switch (kind) {
            case 6, 7 -> eventObject(depth + 1);
            case 8, 9 ->
                    IntStream.range(0, random.nextInt(4))
                            .mapToObj(i -> eventValue(depth + 2))
                            .collect(Collectors.joining(",", "[", "]"));
            default -> scalar();
        };
    }

    private String scalar() {
        return switch (random.nextInt(6)) {
            case 0 -> "null";
            case 1 -> String.valueOf(random.nextBoolean());
            case 2, 3 -> pick(NUMBERS);
            default -> quote(pick(WORDS));
        };
    }

    /** A pattern that is accepted. */
    String pattern() {
        String pattern = patternObject(0);
        try {
            Patterns.check(pattern);
            return pattern;
        } catch (IllegalArgumentException e) { // too many combinations, of which there are few
            return pattern();
        }
    }

    private String patternObject(int depth) {
        if (depth < 2 && random.nextInt(8) == 0) {
            return "{\"$or\":[" + patternObject(depth + 1) + "," + patternObject(depth + 1) + "]}";
        }
        return some(1, 2).stream()
                .map(field -> quote(field) + ":" + patternValue(depth))
                .collect(Collectors.joining(",", "{", "}"));
    }

    private String patternValue(int depth) {
        if (depth < 3 && random.nextInt(4) == 0) {
            return patternObject(depth + 1);
        }
        return IntStream.range(0, 1 + random.nextInt(2))
                .mapToObj(i -> matcher())
                .collect(Collectors.joining(",", "[", "]"));
    }

    private String matcher() {
        List<Supplier<String>> matchers =
                List.of(
                        this::scalar,
                        this::scalar,
                        () -> "{\"exists\":" + random.nextBoolean() + "}",
                        () -> "{\"prefix\":" + quote(word()) + "}",
                        () -> "{\"suffix\":" + quote(word()) + "}",
                        () -> "{\"prefix\":{\"equals-ignore-case\":" + quote(word()) + "}}",
                        () -> "{\"equals-ignore-case\":" + quote(word()) + "}",
                        () -> "{\"wildcard\":" + quote("*" + word() + "*") + "}",
                        () -> "{\"wildcard\":" + quote(word() + "*b") + "}",
                        () -> "{\"anything-but\":" + quote(word()) + "}",
                        () -> "{\"anything-but\":[1,2]}",
                        () -> "{\"anything-but\":{\"prefix\":" + quote(word()) + "}}",
                        () -> "{\"anything-but\":{\"suffix\":" + quote(word()) + "}}",
                        () -> "{\"anything-but\":{\"wildcard\":" + quote("*" + word()) + "}}",
                        () -> "{\"anything-but\":{\"equals-ignore-case\":" + quote(word()) + "}}",
                        () -> "{\"suffix\":{\"equals-ignore-case\":" + quote(word()) + "}}",
                        () -> "{\"anything-but\":[" + quote(word()) + "," + quote(word()) + "]}",
                        () -> "{\"numeric\":[\">\",1]}",
                        () -> "{\"numeric\":[\">=\",0,\"<\",3]}",
                        () -> "{\"numeric\":[\"=\",2]}",
                        () -> "{\"cidr\":\"10.0.0.0/24\"}");
        return matchers.get(random.nextInt(matchers.size())).get();
    }

    private String word() {
        return WORDS.get(1 + random.nextInt(WORDS.size() - 1));
    }

    private List<String> some(int min, int more) {
        var left = new ArrayList<>(FIELDS);
        int count = min + random.nextInt(more + 1);
        var chosen = new ArrayList<String>();
        for (int i = 0; i < count; i++) {
            chosen.add(left.remove(random.nextInt(left.size())));
        }
        return chosen;
    }

    private String pick(List<String> from) {
        return from.get(random.nextInt(from.size()));
    }

    private static String quote(String text) {
        return '"' + text + '"';
    }
}
