package dev.hikyaku.integration.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hikyaku.http.HttpLimits;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A server that takes two connections at a time. */
class ConnectionLimitIT {
    private static final String ANSWER = "HTTP/1.1 ";
    private static final byte[] REQUEST =
            "GET / HTTP/1.1\r\nHost: h\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final HttpLimits LIMITS =
            new HttpLimits(
                    HttpLimits.DEFAULT.bodyBytesMax(),
                    HttpLimits.DEFAULT.bodiesBytesMax(),
                    HttpLimits.DEFAULT.answersBytesMax(),
                    2,
                    HttpLimits.DEFAULT.requestTimeout(),
                    HttpLimits.DEFAULT.idleTimeout());

    private final FakeServices server = new FakeServices(LIMITS);
    private URI url = URI.create("http://127.0.0.1");

    @BeforeEach
    void start() {
        url = URI.create(server.start(Path.of("")));
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    private Socket connect() throws IOException {
        var socket = new Socket(url.getHost(), url.getPort());
        socket.setSoTimeout((int) AwsCases.PATIENCE.toMillis());
        return socket;
    }

    /** Whether it is answered; the server may close the connection instead. */
    private static boolean answers(Socket socket) throws IOException {
        try {
            socket.getOutputStream().write(REQUEST);
            byte[] answer = socket.getInputStream().readNBytes(ANSWER.length());
            return new String(answer, StandardCharsets.US_ASCII).equals(ANSWER);
        } catch (SocketException reset) {
            return false;
        }
    }

    private boolean anotherOneIsAnswered() throws IOException {
        try (Socket another = connect()) {
            return answers(another);
        }
    }

    @Test
    void oneTooManyIsClosedAndTheOthersAreServed() throws IOException {
        try (Socket first = connect();
                Socket second = connect()) {
            assertThat(answers(first)).isTrue();
            assertThat(answers(second)).isTrue();
            for (int i = 0; i < 5; i++) {
                assertThat(anotherOneIsAnswered()).isFalse();
            }
        }
    }

    @Test
    void anotherOneIsTakenWhenOneHasGone() throws IOException {
        try (Socket first = connect()) {
            assertThat(answers(first)).isTrue();
            try (Socket second = connect()) {
                assertThat(answers(second)).isTrue();
                assertThat(anotherOneIsAnswered()).isFalse();
            }

            Instant end = Instant.now().plus(AwsCases.PATIENCE);
            boolean taken = anotherOneIsAnswered();
            while (!taken && Instant.now().isBefore(end)) {
                taken = anotherOneIsAnswered();
            }
            assertThat(taken).isTrue();
        }
    }
}
