package dev.hikyaku.delivery.endpoint;

import io.vertx.core.Future;

/** Finds out whether the target can take messages. */
public interface Probe {
    /** For targets that are part of this process. */
    Probe ALWAYS =
            new Probe() {
                @Override
                public Future<Void> probe() {
                    return Future.succeededFuture();
                }

                @Override
                public String text() {
                    return "this server";
                }

                @Override
                public void close() {}
            };

    /** Fails with the reason if it cannot. */
    Future<Void> probe();

    /** What is looked at, for log lines. */
    String text();

    void close();
}
