package dev.hikyaku.delivery.periodic;

import dev.hikyaku.delivery.source.Handle;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Who leads, of several daemons. Calls return at once; futures complete on the owner's thread. */
interface Lease extends AutoCloseable {
    /** How long it is held without an extension. */
    Duration LENGTH = Duration.ofSeconds(60);

    /**
     * A lease that is held.
     *
     * @param handles of the messages that stand for it
     */
    record Held(Token token, List<Handle> handles) {}

    /** Waits some time for it; empty if another has it. */
    CompletableFuture<Optional<Held>> acquire();

    /** Begins its length anew; false if it is lost. */
    CompletableFuture<Boolean> extend(Held held);

    /** Lets it go, with what the next leader is to know. */
    CompletableFuture<Void> pass(Held held, Token token);

    /** Lets it go as it was. */
    CompletableFuture<Void> release(Held held);

    /** Ends a wait for it. */
    void cancel();

    @Override
    void close();
}
