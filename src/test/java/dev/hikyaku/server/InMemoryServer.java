package dev.hikyaku.server;

import dev.hikyaku.api.Endpoint;
import dev.hikyaku.api.Service;
import dev.hikyaku.delivery.Tracing;
import dev.hikyaku.engine.Engine;
import dev.hikyaku.store.MemoryStore;
import io.vertx.core.Vertx;
import java.util.List;

/** All services with everything behind them, but without a disk and without HTTP in front. */
public final class InMemoryServer implements AutoCloseable {
    private static final String URL = "http://127.0.0.1:4566";

    private final Vertx vertx = EventLoops.create();
    private final Engine engine = Engine.start(new MemoryStore(), 2, 42, System::currentTimeMillis);
    private final ServerSettings settings = ServerOptions.NONE.settings(List.of(), List.of());
    private final Brokers brokers =
            new Brokers(settings, URL, engine, () -> new byte[32], vertx, Tracing.NONE);

    public List<Service> services() {
        return brokers.services(new Endpoint(URL, settings.region(), settings.account()));
    }

    @Override
    public void close() {
        brokers.close();
        engine.close();
        vertx.close();
    }
}
