package dev.hikyaku.delivery;

import dev.hikyaku.delivery.periodic.PeriodicLoop;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.concurrent.TimeUnit;

/** A loop on a Vert.x event-loop context. */
record ContextLoop(Vertx vertx, Context context) implements Loop {
    /** The same for periodic tasks. */
    PeriodicLoop periodic() {
        return new PeriodicLoop() {
            @Override
            public void execute(Runnable action) {
                ContextLoop.this.execute(action);
            }

            @Override
            public Runnable after(long delayMillis, Runnable action) {
                return ContextLoop.this.after(delayMillis, action)::cancel;
            }
        };
    }

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
