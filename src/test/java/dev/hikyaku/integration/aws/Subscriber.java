package dev.hikyaku.integration.aws;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An endpoint over HTTP that notes what it is sent and answers as it is told. */
final class Subscriber implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();

    /** A request. */
    record Request(com.sun.net.httpserver.Headers headers, String body, long atNanos) {
        String header(String name) {
            String value = headers.getFirst(name);
            return value == null ? "" : value;
        }

        String type() {
            return header("x-amz-sns-message-type");
        }

        JsonNode json() {
            return JSON.readTree(body);
        }
    }

    private final HttpServer server;
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final Queue<Integer> statuses = new ConcurrentLinkedQueue<>();

    Subscriber() {
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::serve);
        server.start();
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            requests.add(
                    new Request(
                            exchange.getRequestHeaders(),
                            new String(body, StandardCharsets.UTF_8),
                            System.nanoTime()));
            Integer status = statuses.poll();
            exchange.sendResponseHeaders(status == null ? 200 : status, -1);
        }
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/inbox?key=a%20b";
    }

    /** What the next requests are answered; then 200. */
    void answer(Integer... next) {
        statuses.addAll(List.of(next));
    }

    /** All requests, when there are so many. */
    List<Request> await(int count) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(10))
                .until(() -> requests.size() >= count);
        return requests;
    }

    List<Request> requests() {
        return requests;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
