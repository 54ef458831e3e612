package dev.hikyaku.bench.server;

import dev.hikyaku.bench.load.Address;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server process that is ready: it has said on which port it listens. */
public final class Server implements AutoCloseable {
    /** Long enough for a launcher that builds the server on its first use. */
    private static final Duration READY_WITHIN = Duration.ofMinutes(3);

    private final String name;
    private final Process process;
    private final Address address;
    private final Duration startTime;

    private Server(String name, Process process, Address address, Duration startTime) {
        this.name = name;
        this.process = process;
        this.address = address;
        this.startTime = startTime;
    }

    /**
     * Starts a process and waits for the line of its standard output that names the port.
     *
     * @param ready finds the port as its first group
     * @param log takes the standard error
     */
    static Server start(String name, List<String> command, Pattern ready, Path log) {
        try {
            Files.createDirectories(log.toAbsolutePath().getParent());
            long startNanos = System.nanoTime();
            ProcessBuilder builder = new ProcessBuilder(command);
            builder.redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
            Process process = Processes.start(builder);
            int port = awaitPort(name, process, ready, log);
            return new Server(
                    name,
                    process,
                    new Address(port),
                    Duration.ofNanos(System.nanoTime() - startNanos));
        } catch (IOException e) {
            throw new UncheckedIOException(
                    name + " does not start: " + String.join(" ", command), e);
        }
    }

    /**
     * Starts a process that was told its port, and waits until it takes connections there.
     *
     * @param environment added to that of this process
     * @param log takes standard output and error
     */
    public static Server startOn(
            int port,
            String name,
            List<String> command,
            Map<String, String> environment,
            Path log) {
        try {
            Files.createDirectories(log.toAbsolutePath().getParent());
            long startNanos = System.nanoTime();
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
            builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
            builder.environment().putAll(environment);
            Process process = Processes.start(builder);
            if (!Ports.awaitOpen(port, process, READY_WITHIN)) {
                Processes.end(process);
                throw new IllegalStateException(name + " did not get ready; see " + log);
            }
            Duration startTime = Duration.ofNanos(System.nanoTime() - startNanos);
            return new Server(name, process, new Address(port), startTime);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    name + " does not start: " + String.join(" ", command), e);
        }
    }

    public String name() {
        return name;
    }

    public Address address() {
        return address;
    }

    /** From the fork to the line that says that it is ready. */
    public double startMillis() {
        return startTime.toNanos() / 1e6;
    }

    public ProcessStat stat() {
        if (!process.isAlive()) {
            throw new IllegalStateException(
                    name + " has ended by itself, exit status " + process.exitValue());
        }
        return ProcessStat.ofTree(process.toHandle());
    }

    public Cores cores() {
        return Cores.of(process.pid());
    }

    /** As a crash would. */
    public void kill() {
        Processes.kill(process);
    }

    @Override
    public void close() {
        Processes.end(process);
    }

    private static int awaitPort(String name, Process process, Pattern ready, Path log) {
        CompletableFuture<Integer> port = new CompletableFuture<>();
        Thread.ofVirtual().name(name + "-output").start(() -> read(process, ready, port));
        try {
            return port.orTimeout(READY_WITHIN.toMillis(), TimeUnit.MILLISECONDS).join();
        } catch (CompletionException e) {
            Processes.kill(process);
            throw new IllegalStateException(name + " did not get ready; see " + log, e);
        }
    }

    /** Reads to the end, not only to the line: a full pipe would stop the server. */
    private static void read(Process process, Pattern ready, CompletableFuture<Integer> port) {
        try (BufferedReader lines = process.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Matcher matcher = ready.matcher(line);
                if (matcher.find()) {
                    port.complete(Integer.valueOf(matcher.group(1)));
                }
            }
            port.completeExceptionally(
                    new IllegalStateException("it ended without saying its port"));
        } catch (IOException e) {
            port.completeExceptionally(e);
        }
    }
}
