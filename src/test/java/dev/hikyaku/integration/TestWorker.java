package dev.hikyaku.integration;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP worker on bare sockets. It notes every byte that it is given and answers as it is told,
 * on a port of its own, to which it comes back after it was down.
 */
final class TestWorker implements AutoCloseable {
    /**
     * A request.
     *
     * @param head its first line and headers, as they were sent
     * @param atNanos when it was there, by {@link System#nanoTime}
     */
    record Delivery(String head, byte[] bytes, long atNanos) {
        String method() {
            return head.substring(0, head.indexOf(' '));
        }

        /** As it was asked for, query included. */
        String path() {
            return head.split(" ", 3)[1];
        }

        /** Whole lines, in the spelling that was sent. */
        List<String> headerLines() {
            return head.strip().lines().skip(1).toList();
        }

        /** The value of a header in whatever case; an empty text if it is not there. */
        String header(String name) {
            return headerLines().stream()
                    .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                    .map(line -> line.substring(name.length() + 1).strip())
                    .findFirst()
                    .orElse("");
        }

        String body() {
            return new String(bytes, StandardCharsets.UTF_8);
        }

        int receiveCount() {
            return Integer.parseInt(header("X-Aws-Sqsd-Receive-Count"));
        }
    }

    /**
     * An answer.
     *
     * @param bytes all of it
     * @param last whether the connection is closed behind it
     */
    record Reply(byte[] bytes, boolean last) {
        static final Reply OK = status(200);

        /** Closes the connection without a byte. */
        static final Reply NONE = new Reply(new byte[0], true);

        static Reply status(int status, String... headers) {
            return of(status, "", headers);
        }

        /**
         * @param headers whole lines
         */
        static Reply of(int status, String body, String... headers) {
            byte[] content = body.getBytes(StandardCharsets.UTF_8);
            var head = new StringBuilder("HTTP/1.1 ").append(status).append(" As scripted\r\n");
            for (String header : headers) {
                head.append(header).append("\r\n");
            }
            head.append(status == 204 ? "" : "Content-Length: " + content.length + "\r\n");
            byte[] start = head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
            byte[] all = Arrays.copyOf(start, start.length + content.length);
            System.arraycopy(content, 0, all, start.length, content.length);
            return new Reply(all, false);
        }

        /** The same, but the connection is closed some bytes before its end. */
        Reply withoutLast(int count) {
            return new Reply(Arrays.copyOf(bytes, bytes.length - count), true);
        }
    }

    /** The status to answer a delivery with; it may take its time. */
    interface Script {
        int answer(Delivery delivery) throws InterruptedException;
    }

    /** The answer to a delivery; it may take its time. */
    interface FullScript {
        Reply answer(Delivery delivery) throws InterruptedException;
    }

    private final int port = freePort();
    private final FullScript script;
    private final ConcurrentLinkedQueue<Delivery> deliveries = new ConcurrentLinkedQueue<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private @Nullable ServerSocket server;
    private int running;
    private int runningMax;

    private TestWorker(FullScript script) {
        this.script = script;
    }

    /** One that is down. */
    TestWorker(Script script) {
        this((FullScript) delivery -> Reply.status(script.answer(delivery)));
    }

    /** One that is up. */
    static TestWorker replying(FullScript script) {
        return new TestWorker(script).up();
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
            var bound = new ServerSocket();
            bound.setReuseAddress(true);
            bound.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
            server = bound;
            threads.execute(() -> accept(bound));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Closes all connections and takes no more; {@link #up} ends that. */
    void down() {
        try {
            if (server != null) {
                server.close();
            }
            for (Socket socket : open) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept(ServerSocket at) {
        try (at) {
            while (true) {
                Socket socket = at.accept();
                open.add(socket);
                threads.execute(() -> serve(socket));
            }
        } catch (IOException e) {
            // it went down
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            var in = new BufferedInputStream(socket.getInputStream());
            boolean more = true;
            for (String head = head(in); more && head != null; head = more ? head(in) : null) {
                Reply reply = reply(delivery(head, in));
                socket.getOutputStream().write(reply.bytes);
                more = !reply.last;
            }
        } catch (IOException e) {
            // the daemon has gone, or the worker
        } catch (InterruptedException e) {
            // the test is over; the request ends without an answer
        } finally {
            open.remove(socket);
        }
    }

    private static Delivery delivery(String head, InputStream in) throws IOException {
        String length = new Delivery(head, new byte[0], 0).header("Content-Length");
        byte[] body = in.readNBytes(length.isEmpty() ? 0 : Integer.parseInt(length));
        return new Delivery(head, body, System.nanoTime());
    }

    private static @Nullable String head(InputStream in) throws IOException {
        var head = new ByteArrayOutputStream();
        int endBytes = 0;
        for (int b = in.read(); b >= 0; b = in.read()) {
            head.write(b);
            endBytes = b == "\r\n\r\n".charAt(endBytes) ? endBytes + 1 : b == '\r' ? 1 : 0;
            if (endBytes == 4) {
                return head.toString(StandardCharsets.ISO_8859_1);
            }
        }
        return null;
    }

    private Reply reply(Delivery delivery) throws InterruptedException {
        deliveries.add(delivery);
        count(1);
        try {
            return script.answer(delivery);
        } finally {
            count(-1);
        }
    }

    private synchronized void count(int change) {
        running += change;
        runningMax = Math.max(runningMax, running);
    }

    synchronized int running() {
        return running;
    }

    /** The most at a time so far. */
    synchronized int runningMax() {
        return runningMax;
    }

    String url(String path) {
        return "http://127.0.0.1:" + port + path;
    }

    List<Delivery> deliveries() {
        return List.copyOf(deliveries);
    }

    /** Those of messages with this body. */
    List<Delivery> deliveries(String body) {
        return deliveries.stream().filter(each -> each.body().equals(body)).toList();
    }

    List<String> bodies() {
        return deliveries.stream().map(Delivery::body).toList();
    }

    @Override
    public void close() {
        down();
        threads.shutdownNow();
        threads.close();
    }
}
