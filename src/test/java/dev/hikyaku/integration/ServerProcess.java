package dev.hikyaku.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A server of its own data folder, on a port that was free. */
public final class ServerProcess implements AutoCloseable {
    private static final String READY = "hikyaku ready on ";

    private final Path folder;
    private final Map<String, String> environment;
    private final List<String> arguments;
    private HikyakuProcess process;
    private String url;

    private ServerProcess(Path folder, Map<String, String> environment, List<String> arguments) {
        this.folder = folder;
        this.environment = environment;
        this.arguments = arguments;
        this.process = HikyakuProcess.start(folder, environment, arguments);
        this.url = ready(process);
    }

    private static String ready(HikyakuProcess process) {
        try {
            return process.awaitLine(READY);
        } catch (RuntimeException | Error e) {
            process.close();
            throw e;
        }
    }

    /** Starts a server whose data, and whatever else it needs, is in this folder. */
    public static ServerProcess start(Path folder, String... options) {
        return start(folder, Map.of(), options);
    }

    public static ServerProcess start(
            Path folder, Map<String, String> environment, String... options) {
        var arguments = new ArrayList<>(List.of("serve", "--port", "0", "--data", "data"));
        arguments.addAll(List.of(options));
        return new ServerProcess(folder, environment, arguments);
    }

    /** Where it listens; another one after a restart. */
    public String url() {
        return url;
    }

    public HikyakuProcess process() {
        return process;
    }

    /** Asks it to stop, which it must do cleanly. */
    public void stop() {
        assertThat(process.terminate()).as(process.describe("exit code after SIGTERM")).isZero();
    }

    /** As a power cut would, for the process. */
    public void kill() {
        process.kill();
    }

    /** Starts it again on the same data. */
    public void restart() {
        process.close();
        process = HikyakuProcess.start(folder, environment, arguments);
        url = ready(process);
    }

    @Override
    public void close() {
        process.close();
    }
}
