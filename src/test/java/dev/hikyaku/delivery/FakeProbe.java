package dev.hikyaku.delivery;

import dev.hikyaku.delivery.endpoint.Probe;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;

/** Finds what a test says, and remembers when it was asked. */
final class FakeProbe implements Probe {
    private final Loop loop;
    final List<Long> askedAtMillis = new ArrayList<>();
    boolean up;
    boolean closed;

    FakeProbe(Loop loop, boolean up) {
        this.loop = loop;
        this.up = up;
    }

    @Override
    public Future<Void> probe() {
        askedAtMillis.add(loop.nowMillis());
        return up ? Future.succeededFuture() : Future.failedFuture("Connection refused");
    }

    @Override
    public String text() {
        return "127.0.0.1:1";
    }

    @Override
    public void close() {
        closed = true;
    }
}
