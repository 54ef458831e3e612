package dev.hikyaku.delivery.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.hikyaku.delivery.settings.Resolve;
import dev.hikyaku.delivery.settings.Values;
import dev.hikyaku.delivery.settings.WorkerKeys;
import dev.hikyaku.delivery.source.Message;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Endpoints that DNS tells. */
class ResolveTest {
    private static final Message MESSAGE = Messages.of("id-1", "{}");
    private static final Outcome DONE = new Outcome.Delivered(200);
    private static final Duration SOON = Duration.ofSeconds(15);

    private final Vertx vertx = Vertx.vertx();
    private final FakeDns dns = new FakeDns();
    private final RawWorker one = new RawWorker("127.0.0.1", 0);
    private final RawWorker two = new RawWorker("127.0.0.2", one.port());

    @AfterEach
    void end() {
        one.close();
        two.close();
        dns.close();
        TargetOnLoop.result(vertx.close());
    }

    private TargetOnLoop target(Resolve how, String url) {
        return new TargetOnLoop(
                vertx,
                Values.NONE
                        .with(WorkerKeys.RESOLVE, how)
                        .with(WorkerKeys.RESOLVER, dns.server())
                        .with(WorkerKeys.RESOLVE_INTERVAL, Duration.ofMillis(100)),
                URI.create(url));
    }

    private String url() {
        return "http://workers.test:" + one.port() + "/x?y=z";
    }

    private static List<String> urls(TargetOnLoop target) {
        return target.states().stream().map(state -> state.url().toString()).toList();
    }

    private static void awaitUrls(TargetOnLoop target, String... urls) {
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(urls(target)).containsExactlyInAnyOrder(urls));
    }

    private String shown(String host) {
        return "http://" + host + ":" + one.port() + "/x?y=z";
    }

    @Test
    void eachAddressIsAnEndpoint() throws Exception {
        dns.addresses("workers.test", "127.0.0.1", "127.0.0.2");
        try (var target = target(Resolve.HOST, url())) {
            awaitUrls(target, shown("127.0.0.1"), shown("127.0.0.2"));
            for (int i = 0; i < 6; i++) {
                assertThat(target.outcome(MESSAGE)).isEqualTo(DONE);
            }
        }
        assertThat(one.requests).hasSize(3);
        assertThat(two.requests).hasSize(3);
        RawWorker.Got got = two.next();
        assertThat(got.line()).isEqualTo("POST /x?y=z HTTP/1.1");
        assertThat(got.header("host")).isEqualTo("workers.test:" + one.port());
    }

    @Test
    void namesAreResolvedAnew() {
        dns.addresses("workers.test", "127.0.0.1");
        try (var target = target(Resolve.HOST, url())) {
            awaitUrls(target, shown("127.0.0.1"));
            dns.addresses("workers.test", "127.0.0.2");
            awaitUrls(target, shown("127.0.0.2"));
            assertThat(target.outcome(MESSAGE)).isEqualTo(DONE);
        }
        assertThat(one.requests).isEmpty();
        assertThat(two.requests).hasSize(1);
    }

    @Test
    void theLastAddressesStayWhileDnsFails() {
        dns.addresses("workers.test", "127.0.0.1");
        try (var target = target(Resolve.HOST, url())) {
            awaitUrls(target, shown("127.0.0.1"));
            dns.addresses("workers.test");
            int before = dns.queries.get();
            await().atMost(SOON).until(() -> dns.queries.get() > before + 6);
            assertThat(urls(target)).containsExactly(shown("127.0.0.1"));
            assertThat(target.outcome(MESSAGE)).isEqualTo(DONE);
        }
    }

    @Test
    void aNameThatIsNotFoundYetIsAskedAgain() {
        try (var target = target(Resolve.HOST, url())) {
            await().atMost(SOON)
                    .untilAsserted(() ->
                            assertThatThrownBy(() -> TargetOnLoop.result(target.probe()))
                                    .hasStackTraceContaining("no address is found for " + url()));
            assertThat(target.outcome(MESSAGE).targetDown()).isTrue();
            dns.addresses("workers.test", "127.0.0.2");
            awaitUrls(target, shown("127.0.0.2"));
            TargetOnLoop.result(target.probe());
        }
    }

    @Test
    void eachServiceRecordIsAnEndpointWithItsPort() throws Exception {
        try (var third = new RawWorker()) {
            dns.addresses("a.test", "127.0.0.1");
            dns.addresses("b.test", "127.0.0.2");
            dns.service("_http._tcp.workers.test", "a.test", third.port());
            dns.service("_http._tcp.workers.test", "b.test", two.port());
            dns.service("_http._tcp.workers.test", "gone.test", 1);
            try (var target = target(Resolve.SRV, "http://_http._tcp.workers.test/jobs")) {
                awaitUrls(
                        target,
                        "http://a.test:" + third.port() + "/jobs",
                        "http://b.test:" + two.port() + "/jobs");
                assertThat(target.outcome(MESSAGE)).isEqualTo(DONE);
                assertThat(target.outcome(MESSAGE)).isEqualTo(DONE);
            }
            assertThat(third.next().header("host")).isEqualTo("a.test:" + third.port());
            assertThat(two.next().header("host")).isEqualTo("b.test:" + two.port());
        }
    }

    @Test
    void theHostsFileIsRead() {
        try (var target =
                new TargetOnLoop(
                        vertx,
                        Values.NONE.with(WorkerKeys.RESOLVE, Resolve.HOST),
                        URI.create("http://localhost:" + one.port() + "/"))) {
            await().atMost(SOON)
                    .untilAsserted(() ->
                            assertThat(urls(target))
                                    .contains("http://127.0.0.1:" + one.port() + "/"));
        }
    }
}
