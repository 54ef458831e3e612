package dev.hikyaku.cli;

import dev.hikyaku.server.Logs;
import java.util.Locale;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How the log is written, for every command that has one. */
final class LogOptions {
    private static final Set<String> LEVELS = Set.of("TRACE", "DEBUG", "INFO", "WARN", "ERROR");

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--log-level",
            paramLabel = "LEVEL",
            defaultValue = "${env:HIKYAKU_LOG_LEVEL:-info}",
            description =
                    "trace, debug, info, warn or error (default: info; env HIKYAKU_LOG_LEVEL)")
    private String level;

    @Option(
            names = "--log-format",
            paramLabel = "FORMAT",
            defaultValue = "${env:HIKYAKU_LOG_FORMAT:-text}",
            description = "text or json, to standard error (default: text; env HIKYAKU_LOG_FORMAT)")
    private String format;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields
    LogOptions() {}

    void apply() {
        String upper = level.toUpperCase(Locale.ROOT);
        if (!LEVELS.contains(upper)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--log-level " + level + ": must be trace, debug, info, warn or error.");
        }
        Logs.configure(upper, format());
    }

    private Logs.Format format() {
        return switch (format.toLowerCase(Locale.ROOT)) {
            case "text" -> Logs.Format.TEXT;
            case "json" -> Logs.Format.JSON;
            default ->
                    throw new ParameterException(
                            spec.commandLine(),
                            "--log-format " + format + ": must be text or json.");
        };
    }
}
