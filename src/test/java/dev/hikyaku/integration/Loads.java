package dev.hikyaku.integration;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** Clients side by side, and the server's end in between. */
final class Loads {
    private static final Executor THREADS = task -> Thread.ofVirtual().start(task);

    private Loads() {}

    interface Load {
        void run() throws IOException;
    }

    interface Part {
        void run(int number) throws IOException;
    }

    /** Runs until it has ended, or the server does not answer any more. */
    static CompletableFuture<Void> running(Load load) {
        return CompletableFuture.runAsync(
                () -> {
                    try {
                        load.run();
                    } catch (IOException e) {
                        // the server was killed: what was under way may have taken effect or not
                    }
                },
                THREADS);
    }

    static void await(List<CompletableFuture<Void>> loads) throws Exception {
        for (var load : loads) {
            load.get(HikyakuProcess.PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
    }

    /** Kills the server in a while, and waits until all loads have noticed. */
    static void killMeanwhile(ServerProcess server, int millis, List<CompletableFuture<Void>> loads)
            throws Exception {
        CompletableFuture.runAsync(
                        server::kill,
                        CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS))
                .get(HikyakuProcess.PATIENCE.toSeconds(), TimeUnit.SECONDS);
        await(loads);
    }

    /** Runs parts side by side, each of which has to go well. */
    static void each(int parts, Part part) {
        var running =
                IntStream.range(0, parts)
                        .mapToObj(number ->
                                CompletableFuture.runAsync(() -> succeed(part, number), THREADS))
                        .toArray(CompletableFuture<?>[]::new);
        CompletableFuture.allOf(running).join();
    }

    private static void succeed(Part part, int number) {
        try {
            part.run(number);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
