package dev.hikyaku.delivery.periodic;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A lease among the daemons of one test. */
final class FakeLease {
    Token token = Token.EMPTY;
    @Nullable Seat holder;
    boolean fails;
    int extensions;
    int passes;

    Seat seat() {
        return new Seat();
    }

    /** Takes it from who has it, as the end of its length does. */
    void expire() {
        holder = null;
    }

    /** One daemon's view of it. */
    final class Seat implements Lease {
        private @Nullable CompletableFuture<Optional<Held>> waiting;
        boolean closed;

        @Override
        public CompletableFuture<Optional<Held>> acquire() {
            if (fails) {
                return CompletableFuture.failedFuture(new IllegalStateException("no network"));
            }
            var answer = new CompletableFuture<Optional<Held>>();
            waiting = answer;
            offer();
            return answer;
        }

        /** Gives it to the one who waits, if it is free. */
        void offer() {
            if (holder == null && waiting != null) {
                holder = this;
                answer(Optional.of(new Held(token, List.of())));
            }
        }

        /** Ends a wait in vain. */
        void giveUp() {
            answer(Optional.empty());
        }

        private void answer(Optional<Held> held) {
            CompletableFuture<Optional<Held>> answered = waiting;
            waiting = null;
            if (answered != null) {
                answered.complete(held);
            }
        }

        @Override
        public CompletableFuture<Boolean> extend(Held held) {
            if (fails) {
                return CompletableFuture.failedFuture(new IllegalStateException("no network"));
            }
            extensions++;
            return CompletableFuture.completedFuture(holder == this);
        }

        @Override
        public CompletableFuture<Void> pass(Held held, Token next) {
            if (fails) {
                return CompletableFuture.failedFuture(new IllegalStateException("no network"));
            }
            passes++;
            token = Token.merged(List.of(token, next));
            return release(held);
        }

        @Override
        public CompletableFuture<Void> release(Held held) {
            if (holder == this) {
                holder = null;
            }
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public void cancel() {
            giveUp();
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
