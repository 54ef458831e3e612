package dev.hikyaku.delivery;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** An HTTP worker on a port of its own that notes what it gets and answers as a test says. */
final class RecordingWorker implements AutoCloseable {
    /** A request that came, and the way to answer it. */
    record Got(HttpServerRequest request, Buffer body) {
        String text() {
            return body.toString();
        }

        void answer(int status) {
            request.response().setStatusCode(status).end();
        }

        List<Map.Entry<String, String>> headers() {
            return request.headers().entries();
        }

        String header(String name) {
            return String.join("|", request.headers().getAll(name));
        }
    }

    /** What is done with a request; by default it is answered by 200. */
    interface Script {
        void handle(Got got);
    }

    final BlockingQueue<Got> requests = new LinkedBlockingQueue<>();
    private final Vertx vertx;
    private final HttpServer server;
    private volatile Script script = got -> got.answer(200);

    RecordingWorker(Vertx vertx, int port) {
        this.vertx = vertx;
        this.server =
                Waiting.result(
                        vertx.createHttpServer()
                                .requestHandler(this::handle)
                                .listen(port, "127.0.0.1"));
    }

    RecordingWorker(Vertx vertx) {
        this(vertx, 0);
    }

    RecordingWorker script(Script next) {
        script = next;
        return this;
    }

    private void handle(HttpServerRequest request) {
        request.body()
                .onSuccess(body -> {
                    var got = new Got(request, body);
                    requests.add(got);
                    script.handle(got);
                });
    }

    void later(long millis, Runnable action) {
        vertx.setTimer(millis, timer -> action.run());
    }

    int port() {
        return server.actualPort();
    }

    URI url(String path) {
        return URI.create("http://127.0.0.1:" + port() + path);
    }

    /** The next request, within ten seconds. */
    Got next() throws InterruptedException {
        Got got = requests.poll(10, TimeUnit.SECONDS);
        if (got == null) {
            throw new AssertionError("no request came within 10 s");
        }
        return got;
    }

    @Override
    public void close() {
        Waiting.result(server.close());
    }
}
