package dev.hikyaku.integration;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.SocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/** A worker that takes what needs more than plain HTTP/1.1 over TCP, and answers 200. */
final class TransportWorker implements AutoCloseable {
    private static final SocketAddress ANY_PORT = SocketAddress.inetSocketAddress(0, "127.0.0.1");

    private final Vertx vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(true));
    private final ConcurrentLinkedQueue<String> seen = new ConcurrentLinkedQueue<>();
    private final String url;

    private TransportWorker(HttpServerOptions options, SocketAddress address, String urlStart) {
        HttpServer server =
                result(vertx.createHttpServer(options).requestHandler(this::serve).listen(address));
        url = urlStart + (address.equals(ANY_PORT) ? server.actualPort() + "/jobs" : ":/jobs");
    }

    static TransportWorker plain() {
        return new TransportWorker(new HttpServerOptions(), ANY_PORT, "http://127.0.0.1:");
    }

    static TransportWorker domainSocket(Path path) {
        return new TransportWorker(
                new HttpServerOptions(),
                SocketAddress.domainSocketAddress(path.toString()),
                "unix:" + path);
    }

    /**
     * One that wants a client's certificate. The folder gets {@code ca.pem}, {@code client.pem} and
     * {@code client.key}.
     */
    static TransportWorker tls(Path folder) {
        try {
            X509Bundle authority =
                    new CertificateBuilder()
                            .subject("CN=authority")
                            .setIsCertificateAuthority(true)
                            .buildSelfSigned();
            String ca = write(folder, "ca.pem", authority.getRootCertificatePEM());
            var server =
                    new CertificateBuilder()
                            .subject("CN=worker")
                            .addSanDnsName("localhost")
                            .buildIssuedBy(authority);
            var client = new CertificateBuilder().subject("CN=hikyaku").buildIssuedBy(authority);
            write(folder, "client.pem", client.getCertificatePathPEM());
            write(folder, "client.key", client.getPrivateKeyPEM());
            var options =
                    new HttpServerOptions()
                            .setSsl(true)
                            .setUseAlpn(true)
                            .setClientAuth(ClientAuth.REQUIRED)
                            .setTrustOptions(new PemTrustOptions().addCertPath(ca))
                            .setKeyCertOptions(
                                    new PemKeyCertOptions()
                                            .addCertPath(
                                                    write(
                                                            folder,
                                                            "server.pem",
                                                            server.getCertificatePathPEM()))
                                            .addKeyPath(
                                                    write(
                                                            folder,
                                                            "server.key",
                                                            server.getPrivateKeyPEM())));
            return new TransportWorker(options, ANY_PORT, "https://localhost:");
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static String write(Path folder, String name, String text) throws Exception {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    private static <T> T result(Future<T> future) {
        return future.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(HikyakuProcess.PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .join();
    }

    private void serve(HttpServerRequest request) {
        request.body()
                .onSuccess(body -> {
                    seen.add(
                            String.join(
                                    " ",
                                    request.version().name(),
                                    peer(request),
                                    request.uri(),
                                    body.toString()));
                    request.response().end();
                });
    }

    private static String peer(HttpServerRequest request) {
        try {
            return request.isSSL()
                    ? ((X509Certificate) request.connection().peerCertificates().getFirst())
                            .getSubjectX500Principal()
                            .getName()
                    : "";
        } catch (Exception e) {
            return e.toString();
        }
    }

    String url() {
        return url;
    }

    /** Version, subject of the client's certificate, path and body of each request. */
    List<String> seen() {
        return List.copyOf(seen);
    }

    @Override
    public void close() {
        result(vertx.close());
    }
}
