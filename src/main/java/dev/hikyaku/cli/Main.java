package dev.hikyaku.cli;

import dev.hikyaku.cli.demo.DemoCommand;
import dev.hikyaku.server.ConfigException;
import dev.hikyaku.server.RefusedException;
import dev.hikyaku.store.StoreException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line's entry. */
@Command(
        name = "hikyaku",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "A durable message backbone in one process, for every client of Amazon SQS.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            ServeCommand.class,
            WorkCommand.class,
            PsCommand.class,
            PauseCommand.class,
            ResumeCommand.class,
            DemoCommand.class,
            CommandLine.HelpCommand.class
        })
public final class Main {
    private static final Logger LOG = LoggerFactory.getLogger(Main.class);
    private static final int FAILED = 1;
    private static final int USAGE = 2;

    private Main() {}

    public static void main(String[] args) {
        var commandLine =
                new CommandLine(new Main())
                        .setCaseInsensitiveEnumValuesAllowed(true)
                        .setUsageHelpAutoWidth(true)
                        .setParameterExceptionHandler(Main::refused)
                        .setExecutionExceptionHandler(Main::failed);
        commandLine
                .getSubcommands()
                .values()
                .forEach(command ->
                        command.getCommandSpec()
                                .mixinStandardHelpOptions(true)
                                .versionProvider(new Version()));
        int exitCode = run(commandLine, args);
        System.out.flush();
        System.exit(exitCode);
    }

    /** Whatever happens the process ends: a server that is half there serves nobody. */
    private static int run(CommandLine commandLine, String[] args) {
        try {
            return args.length == 0 ? usage(commandLine) : commandLine.execute(args);
        } catch (Error e) {
            LOG.error("This should not have happened", e);
            return FAILED;
        }
    }

    private static int usage(CommandLine commandLine) {
        commandLine.usage(System.err);
        return USAGE;
    }

    private static int refused(CommandLine.ParameterException e, String[] args) {
        String command = e.getCommandLine().getCommandSpec().qualifiedName();
        return complain(e.getMessage() + "\nTry '" + command + " --help'.", USAGE);
    }

    private static int failed(Exception e, CommandLine command, CommandLine.ParseResult parsed)
            throws Exception {
        return switch (e) {
            case ConfigException wrong -> complain(wrong.getMessage(), USAGE);
            case StoreException refused -> complain(refused.getMessage(), FAILED);
            case RefusedException refused -> complain(refused.getMessage(), FAILED);
            case CommandLine.ParameterException wrong -> refused(wrong, new String[0]);
            default -> throw e;
        };
    }

    private static int complain(@Nullable String sentence, int exitCode) {
        System.err.println("hikyaku: " + sentence);
        return exitCode;
    }
}
