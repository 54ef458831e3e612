package dev.hikyaku.delivery.endpoint;

import dev.hikyaku.delivery.source.Message;
import io.vertx.core.Future;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where messages go. To be used on one event loop. */
public interface Target {
    /**
     * Delivers messages of one queue in one request; more than one only in a format that has
     * batches. Never fails: what goes wrong is an outcome.
     *
     * @param headers for a trace, in place of what the request has by these names; visible ASCII
     */
    Future<Answer> deliver(List<Message> messages, Map<String, String> headers);

    /** Where its requests go; nowhere in particular unless it is an HTTP worker. */
    default Endpoints endpoints() {
        return Endpoints.FIXED;
    }

    /**
     * Hears of endpoints that come while it is used, by registration or by DNS, and of registered
     * ones that are back.
     */
    default void onArrival(Runnable told) {}

    /**
     * What tells whether it can take messages.
     *
     * @param healthUrl what the worker's settings say of it
     */
    default Probe probe(@Nullable URI healthUrl) {
        return Probe.ALWAYS;
    }

    /** Breaks off what is under way. */
    void close();
}
