package dev.hikyaku.integration;

import dev.hikyaku.api.RandomRequests.Request;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Requests whose HTTP is wrong, or right in a way that is rare, each on a connection of its own.
 */
final class OddHttp {
    /** How long an answer is waited for before the connection is closed for writing. */
    private static final int ANSWER_MILLIS = 150;

    /** How long the server may take then to close it. */
    private static final int CLOSE_MILLIS = 10_000;

    private static final List<String> HEADERS =
            List.of(
                    "Content-Length: -1\r\n",
                    "Content-Length: 99999999999999999999\r\n",
                    "Content-Length: 5, 5\r\n",
                    "Content-Length: +5\r\n",
                    "Content-Length: 5\r\nContent-Length: 6\r\n",
                    "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n",
                    "Transfer-Encoding: gzip, chunked\r\n",
                    "Transfer-Encoding: identity\r\n",
                    "Expect: 100-continue\r\nContent-Length: 3\r\n",
                    "Expect: the-moon\r\nContent-Length: 0\r\n",
                    "Content-Encoding: gzip\r\nContent-Length: 0\r\n",
                    "Connection: Upgrade\r\nUpgrade: websocket\r\n",
                    "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AA\r\n",
                    "X-Amz-Target: \u0000\r\nContent-Length: 0\r\n",
                    "X-Amz-Target: AmazonSQS.\r\nContent-Length: 0\r\n",
                    "X-Amz-Target: " + "A".repeat(9000) + "\r\nContent-Length: 0\r\n",
                    "X: " + "y".repeat(40_000) + "\r\n",
                    " folded: x\r\n",
                    "no colon\r\n",
                    ": no name\r\n",
                    "Host: other\r\nHost: another\r\n",
                    "Authorization: Credential=//////\r\n",
                    "Authorization: Credential=a/20260101/x/sqs/aws4_request\r\nContent-Length: 0\r\n",
                    "Origin: null\r\nContent-Length: 0\r\n",
                    "Content-Type: \u00e9;;;=\r\nContent-Length: 0\r\n");

    private static final List<String> LINES =
            List.of(
                    "GET / HTTP/1.0",
                    "GET / HTTP/9.9",
                    "GET /",
                    "get / http/1.1",
                    "BREW / HTTP/1.1",
                    "OPTIONS * HTTP/1.1",
                    "CONNECT h:80 HTTP/1.1",
                    "TRACE / HTTP/1.1",
                    "DELETE /schedules/%00 HTTP/1.1",
                    "GET /schedules/%C3%28?MaxResults=x HTTP/1.1",
                    "GET /schedules?MaxResults=99999999999&NextToken=%FF HTTP/1.1",
                    "GET http://h/000000000000/fuzz?Action=ReceiveMessage HTTP/1.1",
                    "GET ?Action=ListQueues HTTP/1.1",
                    "GET /?Action=%ZZ HTTP/1.1",
                    "GET /_hikyaku/metrics HTTP/1.1",
                    "GET /_hikyaku/workers/%00/x HTTP/1.1",
                    "POST /_hikyaku/workers HTTP/1.1",
                    "PUT /_hikyaku/../x HTTP/1.1",
                    "HEAD /?Action=ListQueues HTTP/1.1",
                    "PRI * HTTP/2.0",
                    "GET /" + "a".repeat(20_000) + " HTTP/1.1",
                    "\u0016\u0003\u0001");

    private final URI server;
    private final Random random;

    OddHttp(String url, Random random) {
        this.server = URI.create(url);
        this.random = random;
    }

    /** The request's bytes, made odd. */
    byte[] of(Request request) {
        return switch (random.nextInt(8)) {
            case 0 -> chunked(request, true);
            case 1 -> chunked(request, false);
            case 2 -> whole(line(request), request, request.body().length + 1 + random.nextInt(99));
            case 3 -> whole(line(request), request, random.nextInt(request.body().length + 1));
            case 4 -> head(line(request), request, pick(HEADERS), request.body());
            case 5 -> head(pick(LINES), request, "Content-Length: 0\r\n", new byte[0]);
            case 6 -> head(pick(LINES), request, pick(HEADERS), request.body());
            default -> {
                byte[] bytes = whole(line(request), request, request.body().length);
                yield Arrays.copyOf(bytes, random.nextInt(bytes.length));
            }
        };
    }

    private String pick(List<String> from) {
        return from.get(random.nextInt(from.size()));
    }

    private static String line(Request request) {
        return request.method() + " " + request.path() + " HTTP/1.1";
    }

    static byte[] whole(String line, Request request, int length) {
        return head(line, request, "Content-Length: " + length + "\r\n", request.body());
    }

    private static byte[] head(String line, Request request, String headers, byte[] body) {
        var out = new ByteArrayOutputStream();
        out.writeBytes(
                (line + "\r\nHost: h\r\n" + request.headers() + headers + "\r\n")
                        .getBytes(StandardCharsets.ISO_8859_1));
        out.writeBytes(body);
        return out.toByteArray();
    }

    private byte[] chunked(Request request, boolean sound) {
        var body = new ByteArrayOutputStream();
        for (int at = 0; at < request.body().length; ) {
            int length = Math.min(1 + random.nextInt(2000), request.body().length - at);
            String size = sound || random.nextBoolean() ? Integer.toHexString(length) : "-zz";
            body.writeBytes((size + ";x=y\r\n").getBytes(StandardCharsets.US_ASCII));
            body.write(request.body(), at, length);
            body.writeBytes(sound ? new byte[] {'\r', '\n'} : new byte[] {'\n'});
            at += length;
        }
        body.writeBytes("0\r\nTrailer: t\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        return head(line(request), request, "Transfer-Encoding: chunked\r\n", body.toByteArray());
    }

    /**
     * Sends bytes and reads until the server closes the connection.
     *
     * @return what it answered, which may be nothing
     * @throws SocketTimeoutException if it does not close the connection
     */
    String exchange(byte[] bytes) throws SocketTimeoutException {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(server.getHost(), server.getPort()), CLOSE_MILLIS);
            var answer = new ByteArrayOutputStream();
            try {
                socket.getOutputStream().write(bytes);
                if (!readToEnd(socket, answer, ANSWER_MILLIS)) {
                    socket.shutdownOutput();
                    if (!readToEnd(socket, answer, CLOSE_MILLIS)) {
                        throw new SocketTimeoutException("the server keeps the connection");
                    }
                }
            } catch (SocketTimeoutException e) {
                throw e;
            } catch (IOException resetByServer) {
                // it may, in the face of such bytes
            }
            return answer.toString(StandardCharsets.ISO_8859_1);
        } catch (SocketTimeoutException e) {
            throw e;
        } catch (IOException e) {
            throw new AssertionError("the server takes no connection", e);
        }
    }

    private static boolean readToEnd(Socket socket, ByteArrayOutputStream answer, int millis)
            throws IOException {
        socket.setSoTimeout(millis);
        byte[] buffer = new byte[8192];
        try {
            for (int read = socket.getInputStream().read(buffer);
                    read >= 0;
                    read = socket.getInputStream().read(buffer)) {
                answer.write(buffer, 0, read);
            }
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        }
    }
}
