package dev.hikyaku.delivery.source;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** An SQS endpoint that notes each call and answers as a test says, or never. */
final class FakeSqs implements AutoCloseable {
    record Call(String action, JsonObject body, @Nullable String authorization) {}

    private static final String QUEUE_ATTRIBUTES = "AmazonSQS.GetQueueAttributes";

    /** The calls but those for the queue's attributes. */
    final BlockingQueue<Call> calls = new LinkedBlockingQueue<>();

    /** How often it was asked for the queue's attributes. */
    final AtomicInteger attributeCalls = new AtomicInteger();

    private volatile @Nullable JsonObject attributes = new JsonObject();
    private volatile boolean attributesWait;
    private final String queue;
    private final Vertx vertx = Vertx.vertx();
    private final HttpServer server;
    private volatile Function<Call, @Nullable JsonObject> answer = call -> new JsonObject();

    FakeSqs(String queue) {
        this.queue = queue;
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

    /** The queue's attributes; null for an error. */
    FakeSqs attributes(@Nullable JsonObject next) {
        attributes = next;
        return this;
    }

    /** Lets calls for the queue's attributes have no answer. */
    void attributesWait() {
        attributesWait = true;
    }

    private @Nullable JsonObject answer(Call call) {
        if (!call.action().equals(QUEUE_ATTRIBUTES)) {
            calls.add(call);
            return answer.apply(call);
        }
        attributeCalls.incrementAndGet();
        if (attributesWait) {
            return null;
        }
        return attributes == null
                ? new JsonObject().put("__type", "com.amazonaws.sqs#AccessDenied")
                : new JsonObject().put("Attributes", attributes);
    }

    private void handle(HttpServerRequest request) {
        request.body()
                .onSuccess(body -> {
                    var call =
                            new Call(
                                    String.valueOf(request.getHeader("X-Amz-Target")),
                                    body.toJsonObject(),
                                    request.getHeader("Authorization"));
                    JsonObject reply = answer(call);
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
        return "http://127.0.0.1:" + server.actualPort() + "/000000000000/" + queue;
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
