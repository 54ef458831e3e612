package dev.hikyaku.bench.load;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The one event loop from which all load comes; a second one would take its CPU from the server.
 */
public final class Generator implements AutoCloseable {
    private final Vertx vertx =
            Vertx.vertx(
                    new VertxOptions()
                            .setEventLoopPoolSize(1)
                            .setWorkerPoolSize(1)
                            .setPreferNativeTransport(true));
    private final NetClient client =
            vertx.createNetClient(
                    new NetClientOptions()
                            .setTcpNoDelay(true)
                            .setConnectTimeout(10_000)
                            .setReconnectAttempts(0));

    /** Opens one connection for each conversation; none says anything before the first round. */
    public Load open(Address address, List<? extends Conversation> conversations) {
        Load load = new Load(vertx);
        try {
            load.connect(
                    conversations.stream()
                            .map(conversation ->
                                    new Connection(vertx, client, address, load, conversation))
                            .toList());
            return load;
        } catch (RuntimeException e) {
            // or those that did connect would try again for ever once their server is gone
            load.close();
            throw e;
        }
    }

    @Override
    public void close() {
        vertx.close()
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(5, TimeUnit.SECONDS)
                .join();
    }
}
