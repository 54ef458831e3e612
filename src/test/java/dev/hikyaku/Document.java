package dev.hikyaku;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A part of a document that is generated: what stands between two comments. A test fails when it is
 * out of date; with {@code -Dhikyaku.update-docs=true} it writes it anew instead.
 */
public record Document(Path file, String part) {
    private String begin() {
        return "<!-- begin generated: " + part + " -->\n";
    }

    private String end() {
        return "\n<!-- end generated: " + part + " -->";
    }

    public void assertIs(String text) {
        try {
            String all = Files.readString(file);
            int from = all.indexOf(begin());
            int to = all.indexOf(end());
            assertThat(from).as("%s has the marker %s", file, begin()).isNotNegative();
            assertThat(to).as("%s has the marker %s", file, end()).isGreaterThanOrEqualTo(from);
            from += begin().length();
            if (Boolean.getBoolean("hikyaku.update-docs")) {
                Files.writeString(file, all.substring(0, from) + text + all.substring(to));
            } else {
                assertThat(all.substring(from, Math.max(from, to)))
                        .as(
                                "the part '%s' of %s; to write it anew, run this test with"
                                        + " -Dhikyaku.update-docs=true",
                                part, file)
                        .isEqualTo(text);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
