package dev.hikyaku.bench.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.hikyaku.bench.load.Address;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;

/**
 * A worker that has nothing to do: it answers each delivery at once, and tells by GET how many
 * there were and when. DELETE forgets them.
 *
 * <p>It finds the ends of requests, and no more, in one thread: the cores are for those whom it
 * measures. As Latin-1 a character is a byte. Bodies need a {@code Content-Length}.
 */
public final class WorkerServer {
    private static final String HEAD_END = "\r\n\r\n";
    private static final String LENGTH = "\r\ncontent-length:";
    private static final Buffer OK = answer("");

    private static long deliveries;
    private static long firstNanos;
    private static long lastNanos;

    private final NetSocket socket;
    private String received = "";

    private WorkerServer(NetSocket socket) {
        this.socket = socket;
    }

    public static void main(String[] arguments) {
        var options = new VertxOptions().setEventLoopPoolSize(1).setPreferNativeTransport(true);
        int port =
                Vertx.vertx(options)
                        .createNetServer()
                        .connectHandler(socket -> socket.handler(new WorkerServer(socket)::feed))
                        .listen(0, Address.HOST)
                        .toCompletionStage()
                        .toCompletableFuture()
                        .join()
                        .actualPort();
        System.out.println("ready on http://" + new Address(port).authority());
    }

    private void feed(Buffer piece) {
        received = received.concat(piece.toString(ISO_8859_1));
        for (int end = end(received); end >= 0; end = end(received)) {
            serve(received.charAt(0));
            received = received.substring(end);
        }
    }

    /** Where the first request ends; negative if that is still to come. */
    private static int end(String text) {
        int head = text.indexOf(HEAD_END);
        if (head < 0) {
            return -1;
        }
        int end = head + HEAD_END.length() + bodyBytes(text, head);
        return end <= text.length() ? end : -1;
    }

    private static int bodyBytes(String text, int head) {
        for (int line = text.indexOf('\r'); line < head; line = text.indexOf('\r', line + 1)) {
            if (text.regionMatches(true, line, LENGTH, 0, LENGTH.length())) {
                int value = line + LENGTH.length();
                return Integer.parseInt(text.substring(value, text.indexOf('\r', value)).strip());
            }
        }
        return 0;
    }

    private void serve(char method) {
        switch (method) {
            case 'P' -> {
                count();
                socket.write(OK);
            }
            case 'D' -> {
                deliveries = 0;
                socket.write(answer(statistics()));
            }
            default -> socket.write(answer(statistics()));
        }
    }

    private static void count() {
        lastNanos = System.nanoTime();
        if (deliveries++ == 0) {
            firstNanos = lastNanos;
        }
    }

    private static String statistics() {
        return "{\"deliveries\":%d,\"nanos\":%d}".formatted(deliveries, lastNanos - firstNanos);
    }

    private static Buffer answer(String body) {
        return Buffer.buffer(
                "HTTP/1.1 200 OK\r\ncontent-length: %d\r\n\r\n%s".formatted(body.length(), body));
    }
}
