package dev.hikyaku.delivery.endpoint;

import dev.hikyaku.delivery.source.Message;
import java.util.List;
import java.util.Map;

/** Hears of each request to a worker, for a distributed trace. Thread-safe and quick. */
public interface Tracing extends AutoCloseable {
    Tracing NONE = messages -> Span.NONE;

    /**
     * A request is about to be sent.
     *
     * @param messages that it carries; at least one
     */
    Span start(List<Message> messages);

    /** Hands on what was gathered; waits for that, within bounds. */
    @Override
    default void close() {}

    /** One request. */
    interface Span {
        Span NONE =
                new Span() {
                    @Override
                    public Map<String, String> headers() {
                        return Map.of();
                    }

                    @Override
                    public void end(Outcome outcome) {}
                };

        /**
         * The headers that make the worker's own spans the children of this one, {@code
         * traceparent} above all. They take the place of what the message has by these names.
         */
        Map<String, String> headers();

        /** To be called once. */
        void end(Outcome outcome);
    }
}
