package dev.hikyaku.delivery;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.concurrent.TimeUnit;

/** A loop on a Vert.x event-loop context. */
record ContextLoop(Vertx vertx, Context context) implements Loop {
    @Override
    public void execute(Runnable action) {
        context.runOnContext(ignored -> action.run());
    }

    @Override
    public long nowMillis() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
    }

    @Override
    public Timer after(long delayMillis, Runnable action) {
        long id = vertx.setTimer(Math.max(1, delayMillis), ignored -> action.run());
        return () -> vertx.cancelTimer(id);
    }
}
