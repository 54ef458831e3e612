package dev.hikyaku.integration;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** moto's own server, on a port that was free; it ends by its own id. */
public final class MotoServer implements AutoCloseable {
    private static final Pattern READY =
            Pattern.compile("Running on (http://127\\.0\\.0\\.1:[0-9]+)");

    private final Process process;
    private final CompletableFuture<String> url = new CompletableFuture<>();
    private final Thread lastResort;

    /** Starts it for the account that the cases know. */
    public MotoServer(String account) {
        var builder =
                new ProcessBuilder(
                                Python.find("moto").needed(),
                                "-u",
                                "-m",
                                "moto.server",
                                "-H",
                                "127.0.0.1",
                                "-p",
                                "0")
                        .redirectErrorStream(true);
        builder.environment().put("MOTO_ACCOUNT_ID", account);
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        lastResort = new Thread(process::destroyForcibly);
        Runtime.getRuntime().addShutdownHook(lastResort);
        BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
        Thread.ofPlatform().daemon().start(() -> read(output));
    }

    private void read(BufferedReader output) {
        try (output) {
            output.lines()
                    .forEach(line -> {
                        var ready = READY.matcher(line);
                        if (ready.find()) {
                            url.complete(ready.group(1));
                        }
                    });
        } catch (IOException | UncheckedIOException e) {
            url.completeExceptionally(e);
        }
        url.completeExceptionally(new IllegalStateException("moto's server has ended"));
    }

    public String url() {
        return url.orTimeout(HikyakuProcess.PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
    }

    @Override
    public void close() {
        process.destroyForcibly();
        Runtime.getRuntime().removeShutdownHook(lastResort);
    }
}
