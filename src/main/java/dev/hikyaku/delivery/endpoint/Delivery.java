package dev.hikyaku.delivery.endpoint;

import dev.hikyaku.delivery.source.Message;
import java.util.List;
import java.util.Map;

/**
 * What one request is to bring.
 *
 * @param messages at least one
 * @param headers besides those of the messages, and in place of any by their names
 */
record Delivery(List<Message> messages, Route route, Map<String, String> headers) {
    /** The path at an endpoint whose own it may go to, without the query. */
    String path(String own) {
        return route instanceof Route.To other ? other.path() : own;
    }
}
