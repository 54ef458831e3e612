package dev.hikyaku.server;

import dev.hikyaku.broker.OwnEvents;
import dev.hikyaku.broker.alarms.QueueAlarm;
import dev.hikyaku.broker.alarms.QueueAlarms;
import dev.hikyaku.engine.Engine;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.List;

/** Has the alarms of the configuration's queues looked at, on an event loop. */
final class Alarms implements AutoCloseable {
    private final Vertx vertx;
    private final long timer;

    Alarms(List<QueueAlarm> alarms, Engine engine, Vertx vertx, OwnEvents events) {
        this.vertx = vertx;
        Context loop = vertx.getOrCreateContext();
        var all =
                new QueueAlarms(
                        engine,
                        events,
                        InstantSource.system(),
                        task -> loop.runOnContext(now -> task.run()),
                        alarms);
        this.timer =
                vertx.setPeriodic(
                        0,
                        QueueAlarms.PERIOD.toMillis(),
                        tick -> loop.runOnContext(now -> all.look()));
    }

    @Override
    public void close() {
        vertx.cancelTimer(timer);
    }
}
