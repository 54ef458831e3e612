package dev.hikyaku.cli;

import dev.hikyaku.delivery.settings.Setting;
import dev.hikyaku.delivery.settings.Setting.Form;
import dev.hikyaku.delivery.settings.Values;
import dev.hikyaku.delivery.settings.WorkerKeys;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IModelTransformer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * The settings of a worker as options and environment variables, made from their declarations: a
 * command that names this class as its model transformer has one option for each.
 */
final class WorkerOptions implements IModelTransformer {
    @Override
    public CommandSpec transform(CommandSpec command) {
        WorkerKeys.ALL.forEach(setting -> command.addOption(option(setting)));
        return command;
    }

    private static OptionSpec option(Setting<?> setting) {
        var option =
                OptionSpec.builder(setting.option())
                        .paramLabel(label(setting.form()))
                        .description(description(setting).replace("%", "%%"));
        return switch (setting.form()) {
            case BOOLEAN -> option.type(String.class).arity("0..1").fallbackValue("true").build();
            case TEXTS -> option.type(List.class).auxiliaryTypes(String.class).arity("1").build();
            case INTEGER, NUMBER, TEXT, DURATION -> option.type(String.class).arity("1").build();
        };
    }

    private static String label(Form form) {
        return switch (form) {
            case INTEGER -> "N";
            case NUMBER -> "X";
            case BOOLEAN -> "true|false";
            case DURATION -> "D";
            case TEXT, TEXTS -> "TEXT";
        };
    }

    private static String description(Setting<?> setting) {
        String fallback = setting.fallbackText();
        return setting.what()
                + " "
                + (setting.form() == Form.TEXTS ? "May be repeated; " : "")
                + setting.allowed()
                + " ("
                + (fallback.isEmpty() ? "" : "default: " + fallback + "; ")
                + "env "
                + setting.variable()
                + ")";
    }

    /**
     * What the command line says and, where it is silent, the environment. A variable that holds
     * several texts has blanks between them.
     *
     * @throws ParameterException that names the option or the variable, its value and what is
     *     allowed
     */
    static Values values(ParseResult parsed, Map<String, String> environment) {
        Values values = Values.NONE;
        for (Setting<?> setting : WorkerKeys.ALL) {
            values = with(values, setting, parsed, environment.get(setting.variable()));
        }
        return values;
    }

    private static <T> Values with(
            Values values, Setting<T> setting, ParseResult parsed, @Nullable String variable) {
        OptionSpec option = parsed.matchedOption(setting.option());
        if (option != null) {
            List<String> texts =
                    option.isMultiValue() ? option.getValue() : List.of((String) option.getValue());
            String place = "Invalid value for option '" + setting.option() + "': ";
            return read(values, setting, texts, parsed, place);
        }
        if (variable != null && !variable.isBlank()) {
            List<String> texts =
                    setting.form() == Form.TEXTS
                            ? List.of(variable.strip().split("\\s+"))
                            : List.of(variable);
            return read(values, setting, texts, parsed, setting.variable() + ": ");
        }
        return values;
    }

    private static <T> Values read(
            Values values,
            Setting<T> setting,
            List<String> texts,
            ParseResult parsed,
            String place) {
        try {
            return values.with(setting, setting.read(texts));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(
                    parsed.commandSpec().commandLine(),
                    place + "'" + String.join("', '", texts) + "' " + setting.allowed());
        }
    }
}
