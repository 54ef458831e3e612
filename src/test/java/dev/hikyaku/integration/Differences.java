package dev.hikyaku.integration;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;

/** Notes the cases that another server does not keep, where a test would fail. */
final class Differences implements TestExecutionExceptionHandler {
    private static final int TEXT_LENGTH_MAX = 400;
    private static final Pattern WHITE = Pattern.compile("\\s+");

    private final Map<String, Map<String, String>> found = new ConcurrentSkipListMap<>();

    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable difference) {
        String text = WHITE.matcher(String.valueOf(difference.getMessage())).replaceAll(" ");
        String first = text.substring(0, Math.min(TEXT_LENGTH_MAX, text.length())).strip();
        found.computeIfAbsent(context.getRequiredTestMethod().getName(), name -> new TreeMap<>())
                .put(context.getDisplayName(), first);
    }

    /** The names of the cases, and how each differs, by the arguments it was run with. */
    Map<String, Map<String, String>> found() {
        return found;
    }

    @Override
    public String toString() {
        return found.entrySet().stream()
                .map(difference ->
                        difference.getValue().entrySet().stream()
                                .map(one -> "\n    " + one.getKey() + ": " + one.getValue())
                                .collect(Collectors.joining("", difference.getKey(), "\n")))
                .collect(Collectors.joining());
    }
}
