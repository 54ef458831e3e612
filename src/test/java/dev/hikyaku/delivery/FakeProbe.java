package dev.hikyaku.delivery;

import dev.hikyaku.delivery.endpoint.Probe;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;

/** Finds what a test says, and remembers when it was asked. */
final class FakeProbe implements Probe {
    private final Loop loop;
    final List<Promise<Void>> held = new ArrayList<>();
    final List<Long> askedAtMillis = new ArrayList<>();
    boolean up;

    /** Whether answers are held, as by an address that drops packets. */
    boolean silent;

    boolean closed;

    FakeProbe(Loop loop, boolean up) {
        this.loop = loop;
        this.up = up;
    }

    @Override
    public Future<Void> probe() {
        askedAtMillis.add(loop.nowMillis());
        if (silent) {
            Promise<Void> answer = Promise.promise();
            held.add(answer);
            return answer.future();
        }
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
