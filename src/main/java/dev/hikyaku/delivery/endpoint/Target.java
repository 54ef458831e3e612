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
     */
    Future<Answer> deliver(List<Message> messages);

    /**
     * The same with headers besides, which take the place of others by their names.
     *
     * @param headers for a trace; their values are visible ASCII
     */
    default Future<Answer> deliver(List<Message> messages, Map<String, String> headers) {
        return deliver(messages);
    }

    /** Where its requests go. */
    Endpoints endpoints();

    /** Breaks off what is under way. */
    void close();
}
