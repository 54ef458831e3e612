package dev.hikyaku.delivery.settings;

import dev.hikyaku.model.Durations;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One thing that can be set: its key in the configuration file, from which its option and its
 * environment variable are named, its form, and what it may be.
 *
 * @param <T> what its values are read as
 */
public final class Setting<T> {
    /** How values are written in the configuration file. */
    public enum Form {
        INTEGER,
        NUMBER,
        BOOLEAN,
        TEXT,
        /** A text such as 30s. */
        DURATION,
        /** A list of texts; on the command line an option that may be repeated. */
        TEXTS
    }

    private final String key;
    private final Form form;
    private final @Nullable T fallback;
    private final String allowed;
    private final String what;
    private final Function<List<String>, T> reader;

    private Setting(
            String key,
            Form form,
            @Nullable T fallback,
            String allowed,
            String what,
            Function<List<String>, T> reader) {
        this.key = key;
        this.form = form;
        this.fallback = fallback;
        this.allowed = allowed;
        this.what = what;
        this.reader = reader;
    }

    static Setting<Integer> integer(String key, int fallback, int min, int max, String what) {
        String allowed = "must be an integer from " + min + " to " + max;
        return scalar(
                key,
                Form.INTEGER,
                fallback,
                allowed,
                what,
                text -> {
                    int value = Integer.parseInt(text);
                    return require(value >= min && value <= max, value);
                });
    }

    static Setting<Double> number(
            String key, double fallback, double min, double max, String what) {
        String allowed = "must be a number from " + plain(min) + " to " + plain(max);
        return scalar(
                key,
                Form.NUMBER,
                fallback,
                allowed,
                what,
                text -> {
                    double value = Double.parseDouble(text);
                    return require(value >= min && value <= max, value);
                });
    }

    static Setting<Boolean> yesOrNo(String key, boolean fallback, String what) {
        return scalar(
                key,
                Form.BOOLEAN,
                fallback,
                "must be true or false",
                what,
                text -> require(text.equals("true") || text.equals("false"), text.equals("true")));
    }

    static Setting<Duration> duration(
            String key, @Nullable Duration fallback, Duration min, Duration max, String what) {
        String allowed = "must be a duration from " + text(min) + " to " + text(max);
        return scalar(
                key,
                Form.DURATION,
                fallback,
                allowed,
                what,
                text -> {
                    Duration value = Durations.parse(text);
                    return require(value.compareTo(min) >= 0 && value.compareTo(max) <= 0, value);
                });
    }

    static Setting<String> text(
            String key, @Nullable String fallback, Pattern form, String allowed, String what) {
        return scalar(
                key,
                Form.TEXT,
                fallback,
                allowed,
                what,
                text -> require(form.matcher(text).matches(), text));
    }

    static <T> Setting<T> text(
            String key,
            @Nullable T fallback,
            Function<String, T> reader,
            String allowed,
            String what) {
        return scalar(key, Form.TEXT, fallback, allowed, what, reader);
    }

    static Setting<URI> httpUrl(String key, String what) {
        String allowed = "must be an absolute http or https URL without user and password";
        return scalar(
                key,
                Form.TEXT,
                null,
                allowed,
                what,
                text -> {
                    URI url = URI.create(text);
                    return require(WorkerUrl.isHttp(url), url);
                });
    }

    static <E extends Enum<E>> Setting<E> choice(
            String key, E fallback, Class<E> type, String what) {
        String allowed =
                "must be one of "
                        + Arrays.stream(type.getEnumConstants())
                                .map(Setting::word)
                                .collect(Collectors.joining(", "));
        return scalar(
                key,
                Form.TEXT,
                fallback,
                allowed,
                what,
                text ->
                        Arrays.stream(type.getEnumConstants())
                                .filter(each -> word(each).equals(text))
                                .findAny()
                                .orElseThrow(IllegalArgumentException::new));
    }

    static <T> Setting<List<T>> texts(
            String key, Function<String, T> reader, String allowed, String what) {
        return new Setting<>(
                key,
                Form.TEXTS,
                List.of(),
                allowed,
                what,
                texts -> texts.stream().map(reader).toList());
    }

    private static <T> Setting<T> scalar(
            String key,
            Form form,
            @Nullable T fallback,
            String allowed,
            String what,
            Function<String, T> reader) {
        return new Setting<>(
                key,
                form,
                fallback,
                allowed,
                what,
                texts -> {
                    require(texts.size() == 1, texts);
                    return reader.apply(texts.getFirst());
                });
    }

    static <T> T require(boolean holds, T value) {
        if (!holds) {
            throw new IllegalArgumentException();
        }
        return value;
    }

    /** How a choice is written. */
    static String word(Enum<?> choice) {
        return choice.toString().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String plain(double number) {
        return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
    }

    static String text(Duration duration) {
        return duration.toMillisPart() == 0
                ? duration.toSeconds() + "s"
                : duration.toMillis() + "ms";
    }

    /**
     * Its key in the configuration file, such as {@code batch.size}: {@code size} in {@code batch}.
     */
    public String key() {
        return key;
    }

    /** Its option on the command line, such as {@code --batch-size}. */
    public String option() {
        return "--" + key.replace('.', '-');
    }

    /** Its environment variable, such as {@code HIKYAKU_BATCH_SIZE}. */
    public String variable() {
        return "HIKYAKU_" + key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    public Form form() {
        return form;
    }

    /** What it is if nobody sets it; null for nothing. */
    public @Nullable T fallback() {
        return fallback;
    }

    /** The default as one would write it; empty for none. */
    public String fallbackText() {
        return switch (fallback) {
            case null -> "";
            case Duration duration -> text(duration);
            case Double number -> plain(number);
            case Enum<?> choice -> word(choice);
            case List<?> list -> list.isEmpty() ? "" : list.toString();
            default -> fallback.toString();
        };
    }

    /** What its values must be: the second half of an error's sentence. */
    public String allowed() {
        return allowed;
    }

    /** What it is for, in a sentence. */
    public String what() {
        return what;
    }

    /**
     * Reads a value; a setting that is no list has one text.
     *
     * @throws IllegalArgumentException with {@link #allowed} as its message
     */
    public T read(List<String> texts) {
        try {
            return reader.apply(texts);
        } catch (RuntimeException e) {
            throw new IllegalArgumentException(allowed, e);
        }
    }

    @Override
    public String toString() {
        return key;
    }
}
