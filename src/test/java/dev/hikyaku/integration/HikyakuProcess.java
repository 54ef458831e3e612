package dev.hikyaku.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/**
 * A run of the jar as a process of its own, with the launcher's flags. It never outlives the tests:
 * it is ended by its own id when it is closed, and at the latest when the tests' JVM ends.
 */
public final class HikyakuProcess implements AutoCloseable {
    /** Long enough for a machine that is busy with other things; never reached when all is well. */
    public static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final int OUTPUT_CHARS_MAX = 1 << 20;

    private static final List<String> LAUNCHER_FLAGS =
            List.of(
                    "-XX:+UseSerialGC",
                    "-Xms32m",
                    "-Xmx256m",
                    "-XX:MaxDirectMemorySize=128m",
                    "-XX:+UseCompactObjectHeaders",
                    "-XX:+ExitOnOutOfMemoryError",
                    "-Xshare:auto",
                    "--enable-native-access=ALL-UNNAMED",
                    "--sun-misc-unsafe-memory-access=allow",
                    "-Dvertx.disableDnsResolver=true");

    private final Process process;
    private final List<String> arguments;
    private final Captured stdout = new Captured();
    private final Captured stderr = new Captured();
    private final List<Thread> readers;
    private final Thread lastResort;

    private HikyakuProcess(Process process, List<String> arguments) {
        this.process = process;
        this.arguments = arguments;
        this.lastResort = new Thread(process::destroyForcibly);
        Runtime.getRuntime().addShutdownHook(lastResort);
        this.readers =
                List.of(
                        read(process.inputReader(StandardCharsets.UTF_8), stdout),
                        read(process.errorReader(StandardCharsets.UTF_8), stderr));
    }

    /** What a stream has said so far. */
    private static final class Captured {
        private final StringBuilder text = new StringBuilder();

        synchronized void add(String line) {
            if (text.length() < OUTPUT_CHARS_MAX) {
                text.append(line).append('\n');
            }
        }

        @Override
        public synchronized String toString() {
            return text.toString();
        }
    }

    /**
     * A platform thread: waiting for a pipe would hold a virtual thread's carrier all the while.
     */
    private static Thread read(BufferedReader from, Captured to) {
        return Thread.ofPlatform()
                .daemon()
                .start(() -> {
                    try (from) {
                        from.lines().forEach(to::add);
                    } catch (IOException | UncheckedIOException e) {
                        to.add("(reading ended: " + e + ")");
                    }
                });
    }

    /**
     * Starts {@code hikyaku ARGUMENTS} in a folder, with these variables on top of an environment
     * that knows nothing of Hikyaku.
     */
    static HikyakuProcess start(
            Path folder, Map<String, String> environment, List<String> arguments) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(LAUNCHER_FLAGS);
        command.add("-jar");
        command.add(new File(System.getProperty("hikyaku.jar")).getAbsolutePath());
        command.addAll(arguments);
        var builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("HIKYAKU_"));
        builder.environment().put("MALLOC_ARENA_MAX", "1");
        builder.environment().putAll(environment);
        try {
            return new HikyakuProcess(builder.start(), arguments);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs a command that ends by itself. */
    static HikyakuProcess run(Path folder, Map<String, String> environment, String... arguments) {
        var process = start(folder, environment, List.of(arguments));
        process.awaitExit();
        return process;
    }

    /** The rest of the first line that begins like this; fails if the process ends without one. */
    String awaitLine(String beginning) {
        Awaitility.await("the line '" + beginning + "'")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(10))
                .failFast(this::failIfEnded)
                .until(() -> !lineOf(beginning).isEmpty());
        return lineOf(beginning);
    }

    private void failIfEnded() {
        if (!process.isAlive()) {
            awaitExit();
            fail("ended with exit code " + process.exitValue());
        }
    }

    private String lineOf(String beginning) {
        return stdout.toString()
                .lines()
                .filter(line -> line.startsWith(beginning))
                .map(line -> line.substring(beginning.length()).strip())
                .findFirst()
                .orElse("");
    }

    private void fail(String what) {
        throw new AssertionError(describe(what));
    }

    public String describe(String what) {
        return "hikyaku %s: %s%n--- stdout:%n%s--- stderr:%n%s"
                .formatted(String.join(" ", arguments), what, stdout, stderr);
    }

    /** The exit code, when it has ended by itself. */
    int awaitExit() {
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                close();
                fail("did not end within " + PATIENCE);
            }
            for (Thread reader : readers) {
                reader.join(PATIENCE);
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Asks it to stop, as a supervisor does; returns its exit code. */
    int terminate() {
        process.destroy();
        return awaitExit();
    }

    /** Sends SIGTERM, and waits for nothing. */
    void signal() {
        process.toHandle().destroy();
    }

    /** Waits until it has logged a text. */
    void awaitLog(String text) {
        Awaitility.await("the log's '" + text + "'")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(10))
                .failFast(this::failIfEnded)
                .until(() -> stderr().contains(text));
    }

    /** Ends it without giving it a chance to do anything. */
    void kill() {
        process.destroyForcibly();
        awaitExit();
    }

    long pid() {
        return process.pid();
    }

    boolean alive() {
        return process.isAlive();
    }

    String stdout() {
        return stdout.toString();
    }

    public String stderr() {
        return stderr.toString();
    }

    void assertExit(int code) {
        assertThat(awaitExit()).as(describe("exit code")).isEqualTo(code);
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            kill();
        }
        try {
            Runtime.getRuntime().removeShutdownHook(lastResort);
        } catch (IllegalStateException e) {
            // the tests' JVM is ending: the hook runs anyway
        }
    }
}
