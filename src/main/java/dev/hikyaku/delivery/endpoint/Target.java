package dev.hikyaku.delivery.endpoint;

import dev.hikyaku.delivery.source.Message;
import io.vertx.core.Future;

/** Whom messages are delivered to. Called on the worker's event loop, and completes there. */
public interface Target {
    /** Delivers one message. The future never fails. */
    Future<Outcome> deliver(Message message);

    /** Breaks off what is under way: it ends as {@link Outcome.Unreachable}. */
    void close();
}
