package dev.hikyaku.integration;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * An HTTP worker that notes what it is given and answers as it is told, on a port of its own that
 * it keeps while it is down.
 */
final class TestWorker implements AutoCloseable {
    /** What was POSTed. */
    record Delivery(String method, String path, Headers headers, String body) {
        String header(String name) {
            return Objects.requireNonNullElse(headers.getFirst(name), "");
        }

        int receiveCount() {
            return Integer.parseInt(header("X-Aws-Sqsd-Receive-Count"));
        }
    }

    /** The status to answer a delivery with; it may take its time. */
    interface Script {
        int answer(Delivery delivery) throws InterruptedException;
    }

    private final int port = freePort();
    private final Script script;
    private final ConcurrentLinkedQueue<Delivery> deliveries = new ConcurrentLinkedQueue<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;
    private boolean up;

    /** One that is down. */
    TestWorker(Script script) {
        this.script = script;
        try {
            this.server = HttpServer.create();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int freePort() {
        try (var probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    TestWorker up() {
        try {
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
            server.createContext("/", this::serve);
            server.setExecutor(threads);
            server.start();
            up = true;
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            var delivery =
                    new Delivery(
                            exchange.getRequestMethod(),
                            exchange.getRequestURI().getPath(),
                            exchange.getRequestHeaders(),
                            new String(body, StandardCharsets.UTF_8));
            deliveries.add(delivery);
            exchange.sendResponseHeaders(script.answer(delivery), -1);
        } catch (InterruptedException e) {
            // the test is over; the request ends without an answer
        }
    }

    String url(String path) {
        return "http://127.0.0.1:" + port + path;
    }

    List<Delivery> deliveries() {
        return List.copyOf(deliveries);
    }

    List<String> bodies() {
        return deliveries.stream().map(Delivery::body).toList();
    }

    @Override
    public void close() {
        threads.shutdownNow();
        if (up) {
            server.stop(0);
        }
        threads.close();
    }
}
