package dev.hikyaku.delivery.endpoint;

import dev.hikyaku.delivery.settings.TargetSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a worker is given to know the daemon by, read from files where the settings name those.
 *
 * @param keys of the signature; none, one or two
 */
record Secrets(List<String> keys, @Nullable String token) {
    static final int KEY_CHARS_MIN = 16;
    static final int KEYS_MAX = 2;

    private static final Predicate<String> TOKEN = Pattern.compile("[!-~]+").asMatchPredicate();

    /**
     * @throws IllegalArgumentException that names the setting and the file
     */
    static Secrets read(TargetSettings.Origin origin) {
        return new Secrets(
                origin.secretsFile() == null ? origin.secrets() : keys(origin.secretsFile()),
                origin.tokenFile() == null ? origin.token() : token(origin.tokenFile()));
    }

    private static List<String> keys(Path file) {
        List<String> keys = lines("signing-secrets-file", file);
        boolean right =
                !keys.isEmpty()
                        && keys.size() <= KEYS_MAX
                        && keys.stream().allMatch(key -> key.length() >= KEY_CHARS_MIN);
        if (!right) {
            throw wrong(
                    "signing-secrets-file",
                    file,
                    "must have one or two lines of " + KEY_CHARS_MIN + " characters or more");
        }
        return keys;
    }

    private static String token(Path file) {
        List<String> lines = lines("bearer-token-file", file);
        if (lines.size() != 1 || !TOKEN.test(lines.getFirst())) {
            throw wrong("bearer-token-file", file, "must have one line of visible ASCII");
        }
        return lines.getFirst();
    }

    private static List<String> lines(String setting, Path file) {
        try {
            return Files.readAllLines(file).stream()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .toList();
        } catch (IOException e) {
            throw wrong(setting, file, "cannot be read: " + e);
        }
    }

    private static IllegalArgumentException wrong(String setting, Path file, String what) {
        return new IllegalArgumentException(
                "The setting " + setting + " is '" + file + "'; that file " + what + ".");
    }

    @Override
    public String toString() {
        return "Secrets[" + keys.size() + " keys]";
    }
}
