package dev.hikyaku.delivery.periodic;

import dev.hikyaku.delivery.source.Message;
import dev.hikyaku.delivery.source.Outgoing;
import dev.hikyaku.delivery.source.Outlet;
import dev.hikyaku.delivery.source.Poll;
import dev.hikyaku.delivery.source.Source;
import dev.hikyaku.delivery.source.VisibilityChange;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * A lease by a FIFO queue: its one message, the token, is in flight with whoever leads. A queue
 * hands out a group's next message when those before it are settled, so a new token is seen when
 * the old one is deleted and not before. A crash between the two leaves both; they are received
 * together then, and count as one.
 */
final class QueueLease implements Lease {
    private static final String GROUP = "leader";
    private static final String FIRST = "first";
    private static final Duration WAIT = Duration.ofSeconds(20);
    private static final int TOKENS_MAX = 10;

    private final Outlet outlet;
    private final String name;
    private final Executor owner;
    private @Nullable CompletableFuture<Outlet.Queue> opened;
    private @Nullable Poll poll;
    private volatile boolean cancelled;

    /** Whether there may be no token. */
    private volatile boolean doubtful = true;

    /**
     * @param outlet of the queue beside which the lease's queue is
     * @param owner where futures complete
     */
    QueueLease(Outlet outlet, String name, Executor owner) {
        this.outlet = outlet;
        this.name = name;
        this.owner = owner;
    }

    private CompletableFuture<Outlet.Queue> queue() {
        CompletableFuture<Outlet.Queue> known = opened;
        if (known == null || known.isCompletedExceptionally()) {
            known = outlet.fifoQueue(name);
            opened = known;
        }
        return known;
    }

    @Override
    public CompletableFuture<Optional<Held>> acquire() {
        return queue().thenCompose(queue -> first(queue.outlet()).thenApply(first -> queue))
                .thenComposeAsync(this::receive, owner);
    }

    private CompletableFuture<Optional<Held>> receive(Outlet.Queue queue) {
        if (cancelled) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        Poll waiting = queue.source().receive(TOKENS_MAX, LENGTH, WAIT, owner);
        poll = waiting;
        return waiting.messages()
                .thenApply(messages -> {
                    doubtful = messages.isEmpty();
                    return doubtful ? Optional.empty() : Optional.of(held(messages));
                });
    }

    private static Held held(List<Message> messages) {
        var tokens = messages.stream().map(QueueLease::token).toList();
        return new Held(Token.merged(tokens), messages.stream().map(Message::handle).toList());
    }

    private static Token token(Message message) {
        return Token.decode(new String(message.body(), StandardCharsets.UTF_8));
    }

    /** Makes the first token, if there is none. Of several daemons only one succeeds. */
    private CompletableFuture<Void> first(Outlet tokens) {
        return doubtful
                ? tokens.isEmpty()
                        .thenCompose(empty ->
                                empty
                                        ? tokens.send(message(Token.EMPTY, FIRST))
                                        : CompletableFuture.completedFuture(null))
                : CompletableFuture.completedFuture(null);
    }

    private static Outgoing message(Token token, String deduplicationId) {
        return new Outgoing(token.encode(), Map.of(), GROUP, deduplicationId);
    }

    @Override
    public CompletableFuture<Boolean> extend(Held held) {
        List<VisibilityChange> changes =
                held.handles().stream()
                        .map(handle -> new VisibilityChange(handle, (int) LENGTH.toSeconds()))
                        .toList();
        return queue().thenCompose(queue -> queue.source().changeVisibility(changes))
                .thenApplyAsync(outcome -> outcome.refusals().isEmpty(), owner);
    }

    @Override
    public CompletableFuture<Void> pass(Held held, Token token) {
        var next = message(token, UUID.randomUUID().toString());
        return queue().thenCompose(queue ->
                        queue.outlet()
                                .send(next)
                                .thenCompose(sent -> queue.source().delete(held.handles())))
                .thenAcceptAsync(deleted -> {}, owner);
    }

    @Override
    public CompletableFuture<Void> release(Held held) {
        return queue().thenCompose(queue -> queue.source().release(held.handles()))
                .thenAcceptAsync(released -> {}, owner);
    }

    @Override
    public void cancel() {
        cancelled = true;
        if (poll != null) {
            poll.cancel();
        }
    }

    @Override
    public void close() {
        if (opened != null) {
            opened.thenAccept(queue -> closeBoth(queue.source(), queue.outlet()));
        }
    }

    private static void closeBoth(Source source, Outlet tokens) {
        tokens.close();
        source.close();
    }
}
