package dev.hikyaku.bench.load;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Connections to one server that talk in rounds and are silent in between, so that servers can take
 * turns on the same cores without one of them connecting or warming up anew.
 *
 * <p>The caller's thread starts and ends rounds; everything else, all counting included, belongs to
 * the event loop.
 */
public final class Load implements Rounds {
    /** Fewer than any server's accept backlog. */
    private static final int CONNECTS_AT_ONCE = 100;

    private static final Duration LAST_ANSWERS = Duration.ofSeconds(10);
    private static final Duration COMMAND = Duration.ofSeconds(60);

    private final Context loop;
    private List<Connection> connections = List.of();
    private Tally tally = Tally.ofSilence();
    private int outstanding;
    private boolean closed;

    Load(Vertx vertx) {
        loop = vertx.getOrCreateContext();
    }

    void connect(List<Connection> wanted) {
        connections = wanted;
        for (int from = 0; from < wanted.size(); from += CONNECTS_AT_ONCE) {
            List<Connection> wave =
                    wanted.subList(from, Math.min(from + CONNECTS_AT_ONCE, wanted.size()));
            await(
                    Future.all(wave.stream().map(Connection::connect).toList())
                            .toCompletionStage()
                            .toCompletableFuture());
        }
    }

    @Override
    public Round run(Duration duration) {
        return run(duration, Long.MAX_VALUE);
    }

    /** Talks for the given time, or until that many messages went through. */
    public Round run(Duration duration, long messagesMax) {
        Tally round = start(messagesMax);
        round.awaitFull(duration);
        tell(() -> pause(round));
        if (!round.awaitQuiet(LAST_ANSWERS)) {
            tell(() -> round.errors(outstanding, "no answer"));
        }
        return ask(round::round);
    }

    /** Talks until it is closed. */
    public void start() {
        start(Long.MAX_VALUE);
    }

    /** What the round that runs has come to. */
    public Round soFar() {
        return ask(tally::round);
    }

    @Override
    public void close() {
        tell(() -> {
            closed = true;
            tally.end();
            connections.forEach(Connection::close);
        });
    }

    Tally tally() {
        return tally;
    }

    boolean closed() {
        return closed;
    }

    void asked() {
        outstanding++;
    }

    void settled() {
        outstanding--;
        completeWhenQuiet();
    }

    private Tally start(long messagesMax) {
        return ask(() -> {
            Tally round = new Tally(messagesMax);
            tally = round;
            connections.forEach(Connection::continueRound);
            return round;
        });
    }

    private void pause(Tally round) {
        round.end();
        completeWhenQuiet();
    }

    private void completeWhenQuiet() {
        if (outstanding == 0 && tally.ended()) {
            tally.quiet();
        }
    }

    private void tell(Runnable command) {
        ask(() -> {
            command.run();
            return true;
        });
    }

    private <T> T ask(Supplier<T> command) {
        CompletableFuture<T> done = new CompletableFuture<>();
        loop.runOnContext(run -> {
            try {
                done.complete(command.get());
            } catch (RuntimeException e) {
                done.completeExceptionally(e);
            }
        });
        return await(done);
    }

    private static <T> T await(CompletableFuture<T> done) {
        return done.orTimeout(COMMAND.toMillis(), TimeUnit.MILLISECONDS).join();
    }
}
