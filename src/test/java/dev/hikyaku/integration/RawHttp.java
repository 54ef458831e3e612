package dev.hikyaku.integration;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** One connection, and every byte on it as the test wants it: what clients will not send. */
final class RawHttp implements AutoCloseable {
    private final Socket socket;
    private final InputStream in;

    /** An answer; names of headers are in lower case. */
    record Answer(int status, Map<String, String> headers, String body) {
        String header(String name) {
            return headers.getOrDefault(name, "");
        }
    }

    RawHttp(String url) {
        this(url, HikyakuProcess.PATIENCE);
    }

    /** With so much patience for each read. */
    RawHttp(String url, Duration patience) {
        URI uri = URI.create(url);
        try {
            socket = new Socket(uri.getHost(), uri.getPort());
            socket.setSoTimeout((int) patience.toMillis());
            in = new BufferedInputStream(socket.getInputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    RawHttp send(String text) {
        return send(text.getBytes(StandardCharsets.UTF_8));
    }

    RawHttp send(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The next answer, an interim one as well. */
    Answer read() {
        return read(true);
    }

    /** The answer to a HEAD, which tells of a body that it does not have. */
    Answer readHead() {
        return read(false);
    }

    private Answer read(boolean withBody) {
        try {
            String[] statusLine = line().split(" ", 3);
            var headers = new TreeMap<String, String>();
            for (String line = line(); !line.isEmpty(); line = line()) {
                int colon = line.indexOf(':');
                headers.put(
                        line.substring(0, colon).toLowerCase(Locale.ROOT),
                        line.substring(colon + 1).strip());
            }
            String contentLength = headers.getOrDefault("content-length", "0");
            int length = withBody ? Integer.parseInt(contentLength) : 0;
            byte[] body = in.readNBytes(length);
            if (body.length < length) {
                throw new EOFException("the answer ended in its body");
            }
            return new Answer(
                    Integer.parseInt(statusLine[1]),
                    headers,
                    new String(body, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String line() throws IOException {
        var line = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new EOFException("the connection was closed, after '" + line + "'");
            }
            if (b != '\r') {
                line.write(b);
            }
        }
        return line.toString(StandardCharsets.ISO_8859_1);
    }

    /**
     * Waits until the server has closed the connection, which it has to do without another byte.
     */
    boolean closedByServer() {
        try {
            return in.read() < 0;
        } catch (IOException e) {
            return e.getMessage() != null && e.getMessage().contains("reset");
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A JSON request with a length. */
    static byte[] json(String target, byte[] body) {
        return request("POST", "/", "X-Amz-Target: " + target + "\r\n", body);
    }

    static byte[] json(String target, String body) {
        return json(target, body.getBytes(StandardCharsets.UTF_8));
    }

    /** A form of the query protocol. */
    static byte[] form(String form) {
        return request(
                "POST",
                "/",
                "Content-Type: application/x-www-form-urlencoded\r\n",
                form.getBytes(StandardCharsets.UTF_8));
    }

    static byte[] request(String method, String path, String headers, byte[] body) {
        byte[] head =
                (method
                                + " "
                                + path
                                + " HTTP/1.1\r\nHost: queues\r\n"
                                + headers
                                + "Content-Length: "
                                + body.length
                                + "\r\n\r\n")
                        .getBytes(StandardCharsets.ISO_8859_1);
        byte[] all = new byte[head.length + body.length];
        System.arraycopy(head, 0, all, 0, head.length);
        System.arraycopy(body, 0, all, head.length, body.length);
        return all;
    }
}
