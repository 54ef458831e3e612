package dev.hikyaku.delivery.endpoint;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetSocket;
import java.net.URI;
import java.time.Duration;

/** Whether somebody listens at the worker's address: a connection that is closed at once. */
public final class ConnectProbe implements Probe {
    private final String host;
    private final int port;
    private final NetClient client;

    public ConnectProbe(Vertx vertx, URI url, Duration connectTimeout) {
        this.host = url.getHost().replaceAll("[\\[\\]]", ""); // an IPv6 address comes in brackets
        this.port = port(url);
        this.client =
                vertx.createNetClient(
                        new NetClientOptions().setConnectTimeout((int) connectTimeout.toMillis()));
    }

    private static int port(URI url) {
        if (url.getPort() >= 0) {
            return url.getPort();
        }
        return url.getScheme().equalsIgnoreCase("https") ? 443 : 80;
    }

    @Override
    public Future<Void> probe() {
        return client.connect(port, host).compose(NetSocket::close);
    }

    @Override
    public String text() {
        return host + ":" + port;
    }

    @Override
    public void close() {
        client.close();
    }
}
