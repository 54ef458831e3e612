package dev.hikyaku.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;

/** Notes the cases that another server does not keep, where a test would fail. */
public final class Differences implements TestExecutionExceptionHandler {
    private static final int TEXT_LENGTH_MAX = 400;
    private static final Path DOCUMENT = Path.of("docs", "COMPATIBILITY.md");
    private static final Pattern CASE = Pattern.compile("`([a-z][A-Za-z0-9]{12,})`");
    private static final Pattern WHITE = Pattern.compile("\\s+");

    private final Map<String, Map<String, String>> found = new ConcurrentSkipListMap<>();

    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable difference) {
        String text = WHITE.matcher(String.valueOf(difference.getMessage())).replaceAll(" ");
        String first = text.substring(0, Math.min(TEXT_LENGTH_MAX, text.length())).strip();
        found.computeIfAbsent(context.getRequiredTestMethod().getName(), name -> new TreeMap<>())
                .put(context.getDisplayName(), first);
    }

    /** The cases that differ, by their names; what each said, by its display name. */
    public Map<String, Map<String, String>> found() {
        return found;
    }

    /**
     * Writes a report, and checks that the documentation names these cases and no others.
     *
     * @param section what the document has behind {@code begin checked:} and {@code end checked:}
     */
    public void areDocumented(String section) throws IOException {
        Path report = Path.of("target", "cross-check-" + section.replace(' ', '-') + ".txt");
        Files.writeString(report, toString());
        System.out.printf("%s%d cases differ; also in %s%n", this, found.size(), report);
        String text = Files.readString(DOCUMENT);
        int begin = text.indexOf("<!-- begin checked: " + section + " -->");
        int end = text.indexOf("<!-- end checked: " + section + " -->");
        assertThat(end).as("the section %s of %s", section, DOCUMENT).isGreaterThan(begin);
        var documented = new TreeSet<String>();
        CASE.matcher(text.substring(begin, end))
                .results()
                .forEach(name -> documented.add(name.group(1)));
        assertThat(documented)
                .as("the cases that %s names as different", DOCUMENT)
                .isEqualTo(found.keySet());
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
