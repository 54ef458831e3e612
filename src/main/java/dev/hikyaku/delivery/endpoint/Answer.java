package dev.hikyaku.delivery.endpoint;

import java.util.Map;

/**
 * How a request ended.
 *
 * @param outcome of the request, and of every message that is no exception
 * @param exceptions the outcomes of single messages of a batch, by message id
 */
public record Answer(Outcome outcome, Map<String, Outcome> exceptions) {
    /** One that holds for all messages of the request. */
    public static Answer of(Outcome outcome) {
        return new Answer(outcome, Map.of());
    }

    /** What became of a message. */
    public Outcome outcome(String messageId) {
        return exceptions.getOrDefault(messageId, outcome);
    }
}
