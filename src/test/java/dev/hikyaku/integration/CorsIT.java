package dev.hikyaku.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which web pages may read what this server answers. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class CorsIT {
    private static final String PAGE = "http://localhost:3000";

    private static final String PREFLIGHT =
            """
            Access-Control-Request-Method: POST\r
            Access-Control-Request-Headers: authorization,x-amz-target,content-type\r
            """;

    private ServerProcess closed;
    private ServerProcess open;
    private ServerProcess all;

    @SuppressWarnings("NullAway.Init") // set before the first test
    CorsIT() {}

    @BeforeAll
    void start(@TempDir Path one, @TempDir Path two, @TempDir Path three) throws Exception {
        closed = ServerProcess.start(one);
        Files.writeString(
                two.resolve("hikyaku.toml"),
                "[server]\ncors-origins = [\"https://console.example\", \"" + PAGE + "\"]\n");
        open = ServerProcess.start(two);
        all = ServerProcess.start(three, "--cors-origins", "*");
    }

    @AfterAll
    void end() {
        for (var server : new ServerProcess[] {closed, open, all}) {
            try (server) {
                server.stop();
            }
        }
    }

    private static RawHttp.Answer ask(
            ServerProcess server, String method, String path, String headers) {
        byte[] body =
                method.equals("POST")
                        ? "Action=ListQueues".getBytes(StandardCharsets.UTF_8)
                        : new byte[0];
        try (var connection = new RawHttp(server.url())) {
            return connection.send(RawHttp.request(method, path, headers, body)).read();
        }
    }

    private static String from(String origin) {
        return "Origin: " + origin + "\r\n";
    }

    @ParameterizedTest
    @ValueSource(strings = {PAGE, "https://console.example"})
    void aPageThatIsNamedMayReadTheAnswer(String page) {
        RawHttp.Answer answer = ask(open, "POST", "/", from(page));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("access-control-allow-origin")).isEqualTo(page);
        assertThat(answer.header("access-control-expose-headers"))
                .contains("x-amzn-RequestId", "x-amzn-query-error");
        assertThat(answer.header("vary")).isEqualToIgnoringCase("Origin");
        assertThat(answer.header("x-amzn-requestid")).isNotEmpty();
    }

    @Test
    void aPageThatIsNamedIsToldBeforehandThatItMay() {
        RawHttp.Answer answer = ask(open, "OPTIONS", "/", from(PAGE) + PREFLIGHT);
        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.header("access-control-allow-origin")).isEqualTo(PAGE);
        assertThat(answer.header("access-control-allow-methods")).contains("GET", "POST");
        assertThat(answer.header("access-control-allow-headers"))
                .isEqualTo("authorization,x-amz-target,content-type");
        assertThat(answer.header("access-control-max-age")).isEqualTo("600");
    }

    @ParameterizedTest
    @CsvSource({
        "http://localhost:3001",
        "https://localhost:3000",
        "http://evil.example",
        "null",
        "http://LOCALHOST:3000"
    })
    void anotherPageMayNot(String page) {
        RawHttp.Answer answer = ask(open, "POST", "/", from(page));
        assertThat(answer.headers()).doesNotContainKey("access-control-allow-origin");
        RawHttp.Answer preflight = ask(open, "OPTIONS", "/", from(page) + PREFLIGHT);
        assertThat(preflight.status()).isEqualTo(405);
        assertThat(preflight.headers()).doesNotContainKey("access-control-allow-origin");
    }

    @Test
    void noPageMayUnlessItIsSaid() {
        assertThat(ask(closed, "POST", "/", from(PAGE)).headers())
                .doesNotContainKey("access-control-allow-origin");
        assertThat(ask(closed, "OPTIONS", "/", from(PAGE) + PREFLIGHT).status()).isEqualTo(405);
    }

    @ParameterizedTest
    @ValueSource(strings = {PAGE, "http://anywhere.example", "null"})
    void aStarIsEveryPage(String page) {
        assertThat(ask(all, "POST", "/", from(page)).header("access-control-allow-origin"))
                .isEqualTo(page);
    }

    @Test
    void theServersOwnPagesAndItsErrorsMayBeReadToo() {
        assertThat(
                        ask(open, "GET", "/_hikyaku/live", from(PAGE))
                                .header("access-control-allow-origin"))
                .isEqualTo(PAGE);
        RawHttp.Answer refused =
                ask(open, "GET", "/", from(PAGE) + "X-Amz-Target: AmazonSQS.ListQueues\r\n");
        assertThat(refused.status()).isEqualTo(405);
        assertThat(refused.header("access-control-allow-origin")).isEqualTo(PAGE);
    }

    @Test
    void aRequestOfNoPageIsAsItWas() {
        RawHttp.Answer answer = ask(open, "POST", "/", "");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.headers()).doesNotContainKey("access-control-allow-origin");
    }
}
