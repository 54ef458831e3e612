package dev.hikyaku.delivery.settings;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where requests go, what they look like and which answers are good.
 *
 * @param urls one or more of http, https or {@code unix:/path/to/socket:/http/path}; none if
 *     endpoints register themselves
 * @param connections to each endpoint at the most
 */
public record TargetSettings(
        List<URI> urls,
        Format format,
        Success success,
        String contentType,
        int connections,
        Duration requestTimeout,
        Duration connectTimeout,
        int httpVersion,
        Tls tls,
        Resolution resolution,
        Paths paths,
        Origin origin) {
    /** PEM files; null for the system's authorities and for no client certificate. */
    public record Tls(@Nullable Path ca, @Nullable Path cert, @Nullable Path key) {}

    /**
     * How hosts become endpoints.
     *
     * @param server host and port of a DNS server; null for the system's
     */
    public record Resolution(Resolve how, Duration interval, @Nullable String server) {}

    /**
     * Which path a message goes to, if not to the URL's.
     *
     * @param attribute the message attribute that may name one of those allowed
     */
    public record Paths(Routes routes, @Nullable String attribute, List<String> allowed) {}

    /** How a worker can tell that a request is the daemon's. Files are read when it starts. */
    public record Origin(
            List<String> secrets,
            @Nullable Path secretsFile,
            @Nullable String token,
            @Nullable Path tokenFile) {}

    static TargetSettings of(List<URI> urls, Values values) {
        return new TargetSettings(
                urls,
                values.get(WorkerKeys.FORMAT),
                values.get(WorkerKeys.SUCCESS),
                values.get(WorkerKeys.CONTENT_TYPE),
                values.get(WorkerKeys.CONCURRENCY),
                values.get(WorkerKeys.REQUEST_TIMEOUT),
                values.get(WorkerKeys.CONNECT_TIMEOUT),
                values.get(WorkerKeys.HTTP_VERSION),
                new Tls(
                        values.find(WorkerKeys.TLS_CA),
                        values.find(WorkerKeys.TLS_CERT),
                        values.find(WorkerKeys.TLS_KEY)),
                new Resolution(
                        values.get(WorkerKeys.RESOLVE),
                        values.get(WorkerKeys.RESOLVE_INTERVAL),
                        values.find(WorkerKeys.RESOLVER)),
                new Paths(
                        Routes.parse(values.get(WorkerKeys.ROUTES)),
                        values.find(WorkerKeys.PATH_ATTRIBUTE),
                        values.get(WorkerKeys.PATHS)),
                new Origin(
                        values.get(WorkerKeys.SIGNING_SECRETS),
                        values.find(WorkerKeys.SIGNING_SECRETS_FILE),
                        values.find(WorkerKeys.BEARER_TOKEN),
                        values.find(WorkerKeys.BEARER_TOKEN_FILE)));
    }
}
