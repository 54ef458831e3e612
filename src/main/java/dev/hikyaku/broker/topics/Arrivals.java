package dev.hikyaku.broker.topics;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Which messages of a FIFO topic have reached its subscriptions, for publishers that wait for it.
 * Either side may come first. A message that nobody waits for is forgotten when there are many.
 */
final class Arrivals {
    private static final int REMEMBERED_MAX = 10_000;

    private final Map<String, CompletableFuture<Void>> byId =
            new LinkedHashMap<>() {
                @Override
                protected boolean removeEldestEntry(
                        Map.Entry<String, CompletableFuture<Void>> eldest) {
                    return size() > REMEMBERED_MAX;
                }
            };

    /** Completes when the message has arrived. */
    synchronized CompletableFuture<Void> of(String id) {
        return byId.computeIfAbsent(id, waiting -> new CompletableFuture<>());
    }

    /** The message has arrived. */
    void arrived(String id) {
        of(id).complete(null);
    }

    /** Nobody waits for the message any more. */
    synchronized void forget(String id) {
        byId.remove(id);
    }
}
