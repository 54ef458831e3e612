package dev.hikyaku.delivery.endpoint;

import dev.hikyaku.delivery.settings.TargetSettings;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.TrustOptions;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** How a worker's HTTP clients are set up. */
final class Clients {
    /**
     * Shorter than the keep-alive of the usual servers (gunicorn's is 2 s, Node's 5 s): a request
     * sent on a connection that the worker is just closing fails for no reason.
     */
    private static final int KEEP_ALIVE_SECONDS = 1;

    /** What servers usually allow on one connection. */
    private static final int HTTP2_STREAMS = 100;

    private Clients() {}

    /**
     * For deliveries: connections are kept.
     *
     * @throws IllegalArgumentException that names the setting and the file which is wrong
     */
    static Supplier<HttpClient> deliveries(Vertx vertx, TargetSettings settings) {
        int connections = settings.connections();
        HttpClientOptions options =
                options(vertx, settings).setKeepAliveTimeout(KEEP_ALIVE_SECONDS);
        if (settings.httpVersion() == 2) {
            options.setProtocolVersion(HttpVersion.HTTP_2)
                    .setUseAlpn(true)
                    .setHttp2ClearTextUpgrade(false)
                    .setHttp2KeepAliveTimeout(KEEP_ALIVE_SECONDS);
        }
        var pool =
                new PoolOptions()
                        .setHttp1MaxSize(connections)
                        .setHttp2MaxSize(1 + (connections - 1) / HTTP2_STREAMS)
                        .setCleanerPeriod(KEEP_ALIVE_SECONDS * 1000);
        return () ->
                vertx.httpClientBuilder()
                        .with(options)
                        .with(pool)
                        .withConnectHandler(Clients::quiet)
                        .build();
    }

    /** For questions now and then. */
    static HttpClient probes(Vertx vertx, TargetSettings settings) {
        return vertx.createHttpClient(
                options(vertx, settings).setKeepAlive(false),
                new PoolOptions().setCleanerPeriod(0));
    }

    /** The delivery that a broken connection ends tells of it; Vert.x need not log it, too. */
    private static void quiet(HttpConnection connection) {
        connection.exceptionHandler(cause -> {});
    }

    static HttpClientOptions options(Vertx vertx, TargetSettings settings) {
        var options =
                new HttpClientOptions()
                        .setConnectTimeout((int) settings.connectTimeout().toMillis());
        TrustOptions trust = trust(vertx, settings.tls().ca());
        KeyCertOptions keys = keys(vertx, settings.tls());
        if (trust != null) {
            options.setTrustOptions(trust);
        }
        if (keys != null) {
            options.setKeyCertOptions(keys);
        }
        return options;
    }

    private static @Nullable TrustOptions trust(Vertx vertx, @Nullable Path ca) {
        if (ca == null) {
            return null;
        }
        var trust = new PemTrustOptions().addCertPath(ca.toString());
        try {
            trust.getTrustManagerFactory(vertx);
        } catch (Exception e) {
            throw wrong("tls.ca", ca.toString(), e);
        }
        return trust;
    }

    private static @Nullable KeyCertOptions keys(Vertx vertx, TargetSettings.Tls tls) {
        if (tls.cert() == null || tls.key() == null) {
            return null;
        }
        var keys =
                new PemKeyCertOptions()
                        .addCertPath(tls.cert().toString())
                        .addKeyPath(tls.key().toString());
        try {
            keys.getKeyManagerFactory(vertx);
        } catch (Exception e) {
            throw wrong("tls.cert", tls.cert() + "' with the tls.key '" + tls.key(), e);
        }
        return keys;
    }

    private static IllegalArgumentException wrong(String setting, String file, Exception cause) {
        return new IllegalArgumentException(
                "The setting "
                        + setting
                        + " is '"
                        + file
                        + "'; it must be PEM that can be read: "
                        + Reasons.of(cause),
                cause);
    }
}
