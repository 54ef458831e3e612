package dev.hikyaku.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.buffer.Buffer;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ResponseParserTest {
    private static final String FIXED =
            "HTTP/1.1 200 OK\r\nContent-Type: a/b\r\ncontent-LENGTH: 5\r\n\r\nhello";
    private static final String CHUNKED =
            "HTTP/1.1 400 Bad Request\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nhel\r\n8;x=y\r\nlo again\r\n0\r\n\r\n";

    private final ResponseParser parser = new ResponseParser();

    @Test
    void readsABodyOfGivenLength() {
        assertThat(feed(FIXED))
                .satisfies(response -> {
                    assertThat(response.status()).isEqualTo(200);
                    assertThat(response.succeeded()).isTrue();
                    assertThat(response.body()).isEqualTo("hello");
                });
    }

    @Test
    void readsABodyInChunks() {
        assertThat(feed(CHUNKED))
                .satisfies(response -> {
                    assertThat(response.status()).isEqualTo(400);
                    assertThat(response.succeeded()).isFalse();
                    assertThat(response.body()).isEqualTo("hello again");
                });
    }

    @Test
    void knowsWhenTheServerCloses() {
        assertThat(feed(FIXED)).satisfies(response -> assertThat(response.closes()).isFalse());
        assertThat(feed(FIXED.replace("Content-Type: a/b", "Connection: close")))
                .satisfies(response -> assertThat(response.closes()).isTrue());
    }

    @Test
    void readsNoBodyWhereNoneIsAnnounced() {
        assertThat(feed("HTTP/1.1 204 No Content\r\nServer: x\r\n\r\n"))
                .satisfies(response -> assertThat(response.body()).isEmpty());
    }

    @Test
    void isDoneWithTheLastByteAndNotBefore() {
        for (String whole : List.of(FIXED, CHUNKED)) {
            for (int i = 0; i < whole.length() - 1; i++) {
                assertThat(parser.feed(Buffer.buffer(whole.substring(i, i + 1)))).isNull();
            }
            assertThat(feed(whole.substring(whole.length() - 1)))
                    .satisfies(response -> assertThat(response.body()).startsWith("hello"));
        }
    }

    @Test
    void growsWithTheBody() {
        String body = "x".repeat(300_000);
        assertThat(feed("HTTP/1.1 200 OK\r\nContent-Length: 300000\r\n\r\n" + body))
                .satisfies(response -> assertThat(response.body()).isEqualTo(body));
    }

    @Test
    void readsOneResponseAfterAnother() {
        feed(CHUNKED);
        assertThat(feed(FIXED))
                .satisfies(response -> assertThat(response.body()).isEqualTo("hello"));
    }

    @Test
    void refusesWhatIsNotHttp() {
        assertThatThrownBy(() -> feed("SSH-2.0-OpenSSH_9.2\r\n\r\n"))
                .hasMessageContaining("HTTP/1.1");
        parser.reset();
        assertThatThrownBy(() -> feed("HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n"))
                .isInstanceOf(NumberFormatException.class);
    }

    @Test
    void findsReceiptHandlesAndCountsTokens() {
        String body =
                "{\"Messages\":[{\"Id\":\"1\",\"ReceiptHandle\":\"abc=\"},{\"ReceiptHandle\" : \"d/e\"}]}";
        assertThat(feed("HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body))
                .satisfies(response -> {
                    assertThat(response.receiptHandles()).containsExactly("abc=", "d/e");
                    assertThat(response.count("\"Id\"")).isEqualTo(1);
                });
    }

    private @Nullable Response feed(String piece) {
        return parser.feed(Buffer.buffer(piece));
    }
}
