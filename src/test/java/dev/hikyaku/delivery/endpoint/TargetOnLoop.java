package dev.hikyaku.delivery.endpoint;

import dev.hikyaku.delivery.settings.QueueSettings;
import dev.hikyaku.delivery.settings.Values;
import dev.hikyaku.delivery.settings.WorkerSettings;
import dev.hikyaku.delivery.source.Message;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/** A target on an event loop of its own, to be used from a test's thread. */
final class TargetOnLoop implements AutoCloseable {
    private final Context context;
    private final HttpTarget target;

    TargetOnLoop(Vertx vertx, Values values, URI... urls) {
        var settings =
                WorkerSettings.of(
                        "test", List.of(QueueSettings.of("orders")), List.of(urls), values);
        this.context = vertx.getOrCreateContext();
        this.target = onLoop(() -> new HttpTarget(vertx, settings.target(), Set.of()));
    }

    private <T> T onLoop(Callable<T> work) {
        Promise<T> result = Promise.promise();
        context.runOnContext(ignored -> {
            try {
                result.complete(work.call());
            } catch (Exception e) {
                result.fail(e);
            }
        });
        return result(result.future());
    }

    static <T> T result(Future<T> future) {
        try {
            return future.toCompletionStage()
                    .toCompletableFuture()
                    .orTimeout(15, TimeUnit.SECONDS)
                    .join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }

    Future<Answer> start(Message... messages) {
        return onLoop(() -> target.deliver(List.of(messages), Map.of()));
    }

    Answer deliver(Message... messages) {
        return result(start(messages));
    }

    Answer deliver(Map<String, String> headers, Message message) {
        return result(onLoop(() -> target.deliver(List.of(message), headers)));
    }

    Outcome outcome(Message message) {
        return deliver(message).outcome(message.id());
    }

    void onArrival(Runnable told) {
        onLoop(() -> {
            target.onArrival(told);
            return true;
        });
    }

    Endpoints endpoints() {
        return target.endpoints();
    }

    List<Endpoints.State> states() {
        return result(target.endpoints().list());
    }

    Future<Void> probe() {
        return onLoop(() -> target.probe(null).probe());
    }

    @Override
    public void close() {
        onLoop(() -> {
            target.close();
            return true;
        });
    }
}
