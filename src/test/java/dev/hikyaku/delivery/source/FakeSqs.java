package dev.hikyaku.delivery.source;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** An SQS endpoint that notes each call and answers as a test says, or never. */
final class FakeSqs implements AutoCloseable {
    record Call(String action, JsonObject body, @Nullable String authorization) {}

    final BlockingQueue<Call> calls = new LinkedBlockingQueue<>();
    private final Vertx vertx = Vertx.vertx();
    private final HttpServer server;
    private volatile Function<Call, @Nullable JsonObject> answer = call -> new JsonObject();

    FakeSqs() {
        server =
                vertx.createHttpServer()
                        .requestHandler(this::handle)
                        .listen(0, "127.0.0.1")
                        .toCompletionStage()
                        .toCompletableFuture()
                        .join();
    }

    FakeSqs answer(Function<Call, @Nullable JsonObject> next) {
        answer = next;
        return this;
    }

    private void handle(HttpServerRequest request) {
        request.body()
                .onSuccess(body -> {
                    var call =
                            new Call(
                                    String.valueOf(request.getHeader("X-Amz-Target")),
                                    body.toJsonObject(),
                                    request.getHeader("Authorization"));
                    calls.add(call);
                    JsonObject reply = answer.apply(call);
                    if (reply != null) {
                        request.response()
                                .putHeader("Content-Type", "application/x-amz-json-1.0")
                                .setStatusCode(reply.containsKey("__type") ? 400 : 200)
                                .end(reply.toBuffer());
                    }
                });
    }

    Call next() throws InterruptedException {
        Call call = calls.poll(10, TimeUnit.SECONDS);
        if (call == null) {
            throw new AssertionError("no call came within 10 s");
        }
        return call;
    }

    String queueUrl() {
        return "http://127.0.0.1:" + server.actualPort() + "/000000000000/orders";
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
