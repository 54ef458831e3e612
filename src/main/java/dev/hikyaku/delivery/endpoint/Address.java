package dev.hikyaku.delivery.endpoint;

import dev.hikyaku.delivery.settings.WorkerUrl;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * How one endpoint is reached.
 *
 * @param url as it is shown
 * @param host for the header {@code Host} and the certificate
 * @param socket where the connection goes
 * @param uri path and query
 */
record Address(URI url, boolean tls, String host, int port, SocketAddress socket, String uri) {
    private static final String UNIX = "unix";

    /** Reads {@code http}, {@code https} and {@code unix:/path/to/socket:/http/path}. */
    static Address of(URI url) {
        return UNIX.equals(url.getScheme()) ? domainSocket(url) : host(url);
    }

    private static Address host(URI url) {
        String host = WorkerUrl.host(url);
        int port = WorkerUrl.port(url);
        return new Address(
                url,
                WorkerUrl.tls(url),
                host,
                port,
                SocketAddress.inetSocketAddress(port, host),
                uri(url.getRawPath(), url.getRawQuery()));
    }

    private static Address domainSocket(URI url) {
        String path = url.getRawPath();
        int end = path.indexOf(":/");
        String file = end < 0 ? path : path.substring(0, end);
        return new Address(
                url,
                false,
                "localhost",
                80,
                SocketAddress.domainSocketAddress(URI.create(file).getPath()),
                uri(end < 0 ? "" : path.substring(end + 1), url.getRawQuery()));
    }

    private static String uri(String path, @Nullable String query) {
        return (path.isEmpty() ? "/" : path) + (query == null ? "" : "?" + query);
    }

    private static SocketAddress socket(InetAddress address, int port) {
        return SocketAddress.inetSocketAddress(port, inBrackets(address.getHostAddress()));
    }

    /** Vert.x wants an address of IPv6 as it is in a URL. */
    private static String inBrackets(String host) {
        return host.contains(":") ? "[" + host + "]" : host;
    }

    /** One of the addresses of its host: the host's name remains for the worker. */
    Address at(InetAddress address) {
        return new Address(
                shown(address.getHostAddress(), port), tls, host, port, socket(address, port), uri);
    }

    /** A host and port that were found in its place. */
    Address at(String target, int targetPort, InetAddress address) {
        return new Address(
                shown(target, targetPort),
                tls,
                target,
                targetPort,
                socket(address, targetPort),
                uri);
    }

    private URI shown(String shownHost, int shownPort) {
        return URI.create(
                (tls ? "https://" : "http://") + inBrackets(shownHost) + ":" + shownPort + uri);
    }

    RequestOptions request() {
        return new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setHost(host)
                .setPort(port)
                .setSsl(tls)
                .setServer(socket)
                .setURI(uri);
    }

    String text() {
        return socket.isInetSocket() ? host + ":" + port : socket.path();
    }

    static String withoutQuery(String uri) {
        int query = uri.indexOf('?');
        return query < 0 ? uri : uri.substring(0, query);
    }
}
