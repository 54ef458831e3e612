package dev.hikyaku.bench.load;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * Finds the end of an HTTP/1.1 response.
 *
 * <p>In a closed loop all that arrives belongs to the one response that is out, so there is no
 * pipelining to take apart, and each piece has the whole read again: most responses come in one
 * piece, where this costs less than a state machine that remembers where it stood. As Latin-1 a
 * character is a byte, and lengths stay right whatever the body's own character set.
 */
final class ResponseParser {
    private static final String CRLF = "\r\n";
    private static final String HEAD_END = "\r\n\r\n";
    private static final String VERSION = "HTTP/1.1 ";

    private String received = "";

    /** Takes a piece, and answers the response when this piece completes it. */
    @Nullable Response feed(Buffer piece) {
        received = received.concat(piece.toString(ISO_8859_1));
        int headEnd = received.indexOf(HEAD_END);
        if (headEnd < 0) {
            return null;
        }
        String head = received.substring(0, headEnd);
        String body = body(head, headEnd + HEAD_END.length());
        if (body == null) {
            return null;
        }
        boolean closes = "close".equalsIgnoreCase(header(head, "Connection:"));
        Response response = new Response(status(), body, closes);
        reset();
        return response;
    }

    void reset() {
        received = "";
    }

    private int status() {
        if (!received.startsWith(VERSION)) {
            throw new IllegalStateException("not an HTTP/1.1 response: " + received);
        }
        return Integer.parseInt(received, VERSION.length(), VERSION.length() + 3, 10);
    }

    /** The body, or null as long as some of it is still to come. */
    private @Nullable String body(String head, int start) {
        String contentLength = header(head, "Content-Length:");
        if (contentLength != null) {
            int end = start + Integer.parseInt(contentLength);
            return end <= received.length() ? received.substring(start, end) : null;
        }
        return header(head, "Transfer-Encoding:") == null ? "" : joinChunks(start);
    }

    private @Nullable String joinChunks(int start) {
        StringBuilder body = new StringBuilder();
        int at = start;
        while (true) {
            int lineEnd = received.indexOf(CRLF, at);
            if (lineEnd < 0) {
                return null;
            }
            int size = chunkSize(received.substring(at, lineEnd));
            int data = lineEnd + CRLF.length();
            if (size == 0) {
                return received.indexOf(HEAD_END, lineEnd) < 0 ? null : body.toString();
            }
            if (data + size + CRLF.length() > received.length()) {
                return null;
            }
            body.append(received, data, data + size);
            at = data + size + CRLF.length();
        }
    }

    private static int chunkSize(String line) {
        int extension = line.indexOf(';');
        return Integer.parseInt(extension < 0 ? line : line.substring(0, extension), 16);
    }

    private static @Nullable String header(String head, String name) {
        for (int line = head.indexOf(CRLF); line >= 0; line = head.indexOf(CRLF, line + 1)) {
            int start = line + CRLF.length();
            if (head.regionMatches(true, start, name, 0, name.length())) {
                int end = head.indexOf(CRLF, start);
                return head.substring(start + name.length(), end < 0 ? head.length() : end).strip();
            }
        }
        return null;
    }
}
