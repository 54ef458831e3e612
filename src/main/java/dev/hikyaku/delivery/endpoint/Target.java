package dev.hikyaku.delivery.endpoint;

import dev.hikyaku.delivery.source.Message;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;

/** Where messages go. To be used on one event loop. */
public interface Target {
    /**
     * Delivers messages of one queue in one request; more than one only in a format that has
     * batches. Never fails: what goes wrong is an outcome.
     *
     * @param headers for a trace, in place of what the request has by these names; visible ASCII
     */
    Future<Answer> deliver(List<Message> messages, Map<String, String> headers);

    /** Where its requests go. */
    Endpoints endpoints();

    /** Breaks off what is under way. */
    void close();
}
