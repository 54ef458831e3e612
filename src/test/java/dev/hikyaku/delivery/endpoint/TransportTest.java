package dev.hikyaku.delivery.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.hikyaku.delivery.settings.Resolve;
import dev.hikyaku.delivery.settings.Values;
import dev.hikyaku.delivery.settings.WorkerKeys;
import dev.hikyaku.delivery.source.Message;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import io.vertx.core.Vertx;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TLS, domain sockets and HTTP/2. */
class TransportTest {
    private static final Message MESSAGE =
            Messages.of("id-1", "body", Map.of("Kind", Messages.string("x")), Map.of());
    private static final Outcome DONE = new Outcome.Delivered(200);

    /** What arrived. */
    private record Seen(
            HttpVersion version,
            String uri,
            String host,
            Map<String, String> headers,
            String body) {}

    @TempDir Path folder;

    private final Vertx vertx = Vertx.vertx();
    private final AtomicReference<@Nullable Seen> seen = new AtomicReference<>();

    @AfterEach
    void end() {
        TargetOnLoop.result(vertx.close());
    }

    private HttpServer server(HttpServerOptions options, SocketAddress address) {
        return TargetOnLoop.result(
                vertx.createHttpServer(options)
                        .requestHandler(request ->
                                request.body()
                                        .onSuccess(body -> {
                                            var headers = new TreeMap<String, String>();
                                            request.headers().forEach(headers::put);
                                            seen.set(
                                                    new Seen(
                                                            request.version(),
                                                            request.uri(),
                                                            String.valueOf(request.authority()),
                                                            headers,
                                                            body.toString()));
                                            request.response().end();
                                        }))
                        .listen(address));
    }

    private HttpServer server(HttpServerOptions options) {
        return server(options, SocketAddress.inetSocketAddress(0, "127.0.0.1"));
    }

    private Outcome outcome(Values values, String url) {
        try (var target = new TargetOnLoop(vertx, values, URI.create(url))) {
            return target.outcome(MESSAGE);
        }
    }

    private Seen seen() {
        Seen it = seen.get();
        if (it == null) {
            throw new AssertionError("no request came");
        }
        return it;
    }

    // --- TLS

    private Path file(String name, String text) throws Exception {
        return Files.writeString(folder.resolve(name), text);
    }

    private static X509Bundle authority() throws Exception {
        return new CertificateBuilder()
                .subject("CN=authority")
                .setIsCertificateAuthority(true)
                .buildSelfSigned();
    }

    private HttpServerOptions tls(X509Bundle certificate) throws Exception {
        return new HttpServerOptions()
                .setSsl(true)
                .setUseAlpn(true)
                .setKeyCertOptions(
                        new PemKeyCertOptions()
                                .addCertPath(
                                        file("server.pem", certificate.getCertificatePathPEM())
                                                .toString())
                                .addKeyPath(
                                        file("server.key", certificate.getPrivateKeyPEM())
                                                .toString()));
    }

    @Test
    void anAuthorityOfOnesOwnIsTrustedAndNoOther() throws Exception {
        X509Bundle authority = authority();
        HttpServer server =
                server(
                        tls(
                                new CertificateBuilder()
                                        .subject("CN=worker")
                                        .addSanDnsName("localhost")
                                        .buildIssuedBy(authority)));
        String url = "https://localhost:" + server.actualPort() + "/x";
        Path ca = file("ca.pem", authority.getRootCertificatePEM());
        Path other = file("other.pem", authority().getRootCertificatePEM());
        assertThat(outcome(Values.NONE.with(WorkerKeys.TLS_CA, ca), url)).isEqualTo(DONE);
        assertThat(seen().host()).isEqualTo("localhost:" + server.actualPort());
        assertThat(outcome(Values.NONE.with(WorkerKeys.TLS_CA, other), url))
                .isInstanceOf(Outcome.NotSent.class);
        assertThat(outcome(Values.NONE, url)).isInstanceOf(Outcome.NotSent.class);
    }

    @Test
    void theCertificateMustBeTheHosts() throws Exception {
        X509Bundle authority = authority();
        HttpServer server =
                server(
                        tls(
                                new CertificateBuilder()
                                        .subject("CN=worker")
                                        .addSanDnsName("worker.example")
                                        .buildIssuedBy(authority)));
        Values values =
                Values.NONE.with(
                        WorkerKeys.TLS_CA, file("ca.pem", authority.getRootCertificatePEM()));
        assertThat(outcome(values, "https://localhost:" + server.actualPort() + "/"))
                .isInstanceOf(Outcome.NotSent.class);
        assertThat(seen.get()).isNull();
    }

    @Test
    void aResolvedAddressShowsTheCertificateOfItsName() throws Exception {
        X509Bundle authority = authority();
        HttpServer server =
                server(
                        tls(
                                new CertificateBuilder()
                                        .subject("CN=worker")
                                        .addSanDnsName("workers.test")
                                        .buildIssuedBy(authority)));
        Path ca = file("ca.pem", authority.getRootCertificatePEM());
        try (var dns = new FakeDns()) {
            dns.addresses("workers.test", "127.0.0.1");
            dns.addresses("other.test", "127.0.0.1");
            Values values =
                    Values.NONE
                            .with(WorkerKeys.TLS_CA, ca)
                            .with(WorkerKeys.RESOLVE, Resolve.HOST)
                            .with(WorkerKeys.RESOLVER, dns.server());
            assertThat(resolved(values, "https://workers.test:" + server.actualPort() + "/"))
                    .isEqualTo(DONE);
            assertThat(seen().host()).isEqualTo("workers.test:" + server.actualPort());
            assertThat(resolved(values, "https://other.test:" + server.actualPort() + "/"))
                    .isInstanceOf(Outcome.NotSent.class);
        }
    }

    private Outcome resolved(Values values, String url) {
        try (var target = new TargetOnLoop(vertx, values, URI.create(url))) {
            await().atMost(Duration.ofSeconds(15)).until(() -> !target.states().isEmpty());
            return target.outcome(MESSAGE);
        }
    }

    @Test
    void aClientCertificateIsShown() throws Exception {
        X509Bundle authority = authority();
        Path ca = file("ca.pem", authority.getRootCertificatePEM());
        HttpServer server =
                server(
                        tls(new CertificateBuilder()
                                        .subject("CN=worker")
                                        .addSanDnsName("localhost")
                                        .buildIssuedBy(authority))
                                .setClientAuth(ClientAuth.REQUIRED)
                                .setTrustOptions(new PemTrustOptions().addCertPath(ca.toString())));
        X509Bundle client = new CertificateBuilder().subject("CN=hikyaku").buildIssuedBy(authority);
        String url = "https://localhost:" + server.actualPort() + "/";
        Values values = Values.NONE.with(WorkerKeys.TLS_CA, ca);
        assertThat(outcome(values, url)).isInstanceOf(Outcome.Unreachable.class);
        Values withClient =
                values.with(WorkerKeys.TLS_CERT, file("client.pem", client.getCertificatePathPEM()))
                        .with(WorkerKeys.TLS_KEY, file("client.key", client.getPrivateKeyPEM()));
        assertThat(outcome(withClient, url)).isEqualTo(DONE);
    }

    // --- addresses

    @Test
    void anAddressOfVersion6() throws Exception {
        assumeTrue(InetAddress.ofLiteral("::1").isReachable(1000), "there is no loopback of IPv6");
        HttpServer server =
                server(new HttpServerOptions(), SocketAddress.inetSocketAddress(0, "::1"));
        String url = "http://[::1]:" + server.actualPort() + "/x";
        assertThat(outcome(Values.NONE, url)).isEqualTo(DONE);
        assertThat(seen().host()).isEqualTo("[::1]:" + server.actualPort());
        try (var target = new TargetOnLoop(vertx, Values.NONE, URI.create(url))) {
            TargetOnLoop.result(target.probe());
        }
    }

    // --- HTTP/2

    @Test
    void http2ByPriorKnowledge() {
        HttpServer server = server(new HttpServerOptions());
        String url = "http://127.0.0.1:" + server.actualPort() + "/a?b=c";
        assertThat(outcome(Values.NONE.with(WorkerKeys.HTTP_VERSION, 2), url)).isEqualTo(DONE);
        assertThat(seen().version()).isEqualTo(HttpVersion.HTTP_2);
        assertThat(seen().uri()).isEqualTo("/a?b=c");
        assertThat(seen().body()).isEqualTo("body");
        assertThat(seen().headers())
                .containsEntry("x-aws-sqsd-msgid", "id-1")
                .containsEntry("x-aws-sqsd-attr-kind", "x")
                .containsEntry("content-type", "application/json");
        assertThat(outcome(Values.NONE, url)).isEqualTo(DONE);
        assertThat(seen().version()).isEqualTo(HttpVersion.HTTP_1_1);
    }

    @Test
    void http2OverTls() throws Exception {
        X509Bundle authority = authority();
        HttpServer server =
                server(
                        tls(
                                new CertificateBuilder()
                                        .subject("CN=worker")
                                        .addSanDnsName("localhost")
                                        .buildIssuedBy(authority)));
        Values values =
                Values.NONE
                        .with(WorkerKeys.TLS_CA, file("ca.pem", authority.getRootCertificatePEM()))
                        .with(WorkerKeys.HTTP_VERSION, 2);
        assertThat(outcome(values, "https://localhost:" + server.actualPort() + "/"))
                .isEqualTo(DONE);
        assertThat(seen().version()).isEqualTo(HttpVersion.HTTP_2);
    }

    @Test
    void manyDeliveriesShareFewHttp2Connections() {
        HttpServer server = server(new HttpServerOptions());
        Values values =
                Values.NONE.with(WorkerKeys.HTTP_VERSION, 2).with(WorkerKeys.CONCURRENCY, 250);
        URI url = URI.create("http://127.0.0.1:" + server.actualPort() + "/");
        try (var target = new TargetOnLoop(vertx, values, url)) {
            var running = IntStream.range(0, 250).mapToObj(i -> target.start(MESSAGE)).toList();
            running.forEach(
                    each -> assertThat(TargetOnLoop.result(each).outcome()).isEqualTo(DONE));
        }
    }

    // --- domain sockets

    @Test
    void aDomainSocket() {
        Path socket = folder.resolve("w.sock");
        server(new HttpServerOptions(), SocketAddress.domainSocketAddress(socket.toString()));
        assertThat(outcome(Values.NONE, "unix:" + socket + ":/jobs?x=1")).isEqualTo(DONE);
        assertThat(seen().uri()).isEqualTo("/jobs?x=1");
        assertThat(seen().host()).isEqualTo("localhost");
        assertThat(seen().headers()).containsEntry("X-Aws-Sqsd-Path", "/jobs");
        assertThat(outcome(Values.NONE, "unix:" + socket)).isEqualTo(DONE);
        assertThat(seen().uri()).isEqualTo("/");
    }

    @Test
    void aDomainSocketWhereNobodyListens() {
        try (var target =
                new TargetOnLoop(vertx, Values.NONE, URI.create("unix:" + folder + "/none:/"))) {
            assertThat(target.outcome(MESSAGE)).isInstanceOf(Outcome.NotSent.class);
            assertThatThrownBy(() -> TargetOnLoop.result(target.probe()))
                    .isInstanceOf(Exception.class);
        }
    }
}
