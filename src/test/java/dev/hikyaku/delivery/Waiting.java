package dev.hikyaku.delivery;

import io.vertx.core.Future;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** Waits for what must not take long. */
final class Waiting {
    private Waiting() {}

    static <T> T result(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(15, TimeUnit.SECONDS).join();
    }

    static <T> T result(Future<T> future) {
        return result(future.toCompletionStage());
    }
}
