package dev.hikyaku.delivery.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WorkerUrlTest {
    @ParameterizedTest
    @CsvSource({
        "http://a, a, 80",
        "HTTPS://a/x?y, a, 443",
        "http://127.0.0.1:8080/, 127.0.0.1, 8080",
        "http://[::1]:8080/, [::1], 8080",
        "http://my_worker:1/, my_worker, 1",
        "http://_http._tcp.workers.example.com/jobs, _http._tcp.workers.example.com, 80"
    })
    void hostAndPort(String url, String host, int port) {
        assertThat(WorkerUrl.isHttp(URI.create(url))).isTrue();
        assertThat(WorkerUrl.host(URI.create(url))).isEqualTo(host);
        assertThat(WorkerUrl.port(URI.create(url))).isEqualTo(port);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a/b",
                "/x",
                "ftp://a/",
                "http:a",
                "http:///x",
                "http://user@a/",
                "http://user:password@a_b/",
                "http://a:99999/",
                "http://a_b:x/"
            })
    void whatIsNone(String url) {
        assertThat(WorkerUrl.isHttp(URI.create(url))).isFalse();
    }
}
