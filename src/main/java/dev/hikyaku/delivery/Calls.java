package dev.hikyaku.delivery;

import dev.hikyaku.delivery.source.BatchOutcome;
import dev.hikyaku.delivery.source.Refusal;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Calls of a source, whose failures all come through the future. */
final class Calls {
    private Calls() {}

    static <T> CompletableFuture<T> guarded(Supplier<CompletableFuture<T>> call) {
        try {
            return call.get();
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** A call of so many entries that failed as a whole. */
    static BatchOutcome failed(int count, @Nullable Throwable failure) {
        String reason = failure == null ? "no answer" : Failures.text(failure);
        return BatchOutcome.refused(count, new Refusal(reason, true));
    }
}
