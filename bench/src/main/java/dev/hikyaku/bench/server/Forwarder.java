package dev.hikyaku.bench.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A process that takes messages from a queue and posts them to a worker. */
public final class Forwarder implements AutoCloseable {
    private final Process process;

    private Forwarder(Process process) {
        this.process = process;
    }

    static Forwarder start(List<String> command, Path log) {
        try {
            Files.createDirectories(log.toAbsolutePath().getParent());
            return new Forwarder(
                    Processes.start(
                            new ProcessBuilder(command)
                                    .redirectErrorStream(true)
                                    .redirectOutput(
                                            ProcessBuilder.Redirect.appendTo(log.toFile()))));
        } catch (IOException e) {
            throw new UncheckedIOException(String.join(" ", command) + " does not start", e);
        }
    }

    public ProcessStat stat() {
        runs();
        return ProcessStat.of(process.pid());
    }

    /**
     * True.
     *
     * @throws IllegalStateException if it has ended by itself
     */
    public boolean runs() {
        if (!process.isAlive()) {
            throw new IllegalStateException(
                    "a forwarder has ended by itself, exit status " + process.exitValue());
        }
        return true;
    }

    /** Ends it by SIGTERM, and by SIGKILL after 20 s. */
    public void terminate() {
        Processes.end(process);
    }

    /** As a crash would. */
    public void kill() {
        Processes.kill(process);
    }

    @Override
    public void close() {
        Processes.end(process);
    }
}
