package dev.hikyaku.delivery.endpoint;

import io.vertx.core.Future;

/** Finds out whether the target can take messages. */
public interface Probe {
    /** Fails with the reason if it cannot. */
    Future<Void> probe();

    /** What is looked at, for log lines. */
    String text();

    void close();
}
