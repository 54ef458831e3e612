package dev.hikyaku.delivery.endpoint;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A worker that shows what came over the wire, byte for byte, and answers just so. */
final class RawWorker implements AutoCloseable {
    /**
     * A request.
     *
     * @param head its first line and headers, as they were sent
     */
    record Got(String head, byte[] body) {
        String line() {
            return head.substring(0, head.indexOf("\r\n"));
        }

        /** The header lines that begin with a name in exactly this spelling. */
        List<String> headers(String name) {
            return head.lines()
                    .skip(1)
                    .filter(line -> line.startsWith(name + ": "))
                    .map(line -> line.substring(name.length() + 2))
                    .toList();
        }

        String header(String name) {
            return String.join("|", headers(name));
        }

        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }
    }

    static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";

    final BlockingQueue<Got> requests = new LinkedBlockingQueue<>();
    private final ServerSocket server;
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private volatile Function<Got, String> script = got -> OK;

    RawWorker(String address, int port) {
        try {
            server = new ServerSocket(port, 100, InetAddress.getByName(address));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    RawWorker() {
        this("127.0.0.1", 0);
    }

    /**
     * @param next gives the answer's bytes; nothing for none, after which the connection is closed
     */
    RawWorker script(Function<Got, String> next) {
        script = next;
        return this;
    }

    RawWorker answer(String answer) {
        return script(got -> answer);
    }

    int port() {
        return server.getLocalPort();
    }

    URI url(String path) {
        return URI.create(
                "http://" + server.getInetAddress().getHostAddress() + ":" + port() + path);
    }

    /** The next request, within ten seconds. */
    Got next() throws InterruptedException {
        Got got = requests.poll(10, TimeUnit.SECONDS);
        if (got == null) {
            throw new AssertionError("no request came within 10 s");
        }
        return got;
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = server.accept();
                open.add(socket);
                Thread.ofVirtual().start(() -> serve(socket));
            }
        } catch (IOException e) {
            // closed
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            var in = new BufferedInputStream(socket.getInputStream());
            for (String head = head(in); head != null; head = head(in)) {
                var got = new Got(head, new byte[0]);
                String length = got.header("content-length");
                got =
                        new Got(
                                head,
                                length.isEmpty()
                                        ? got.body()
                                        : in.readNBytes(Integer.parseInt(length)));
                requests.add(got);
                String answer = script.apply(got);
                if (answer.isEmpty()) {
                    return;
                }
                socket.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
            }
        } catch (IOException e) {
            // the client has gone
        }
    }

    private static @Nullable String head(InputStream in) throws IOException {
        var head = new ByteArrayOutputStream();
        for (int b = in.read(); b >= 0; b = in.read()) {
            head.write(b);
            String text = head.toString(StandardCharsets.ISO_8859_1);
            if (text.endsWith("\r\n\r\n")) {
                return text;
            }
        }
        return null;
    }

    @Override
    public void close() {
        try {
            server.close();
            for (Socket socket : open) {
                socket.close();
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
