package dev.hikyaku.broker;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import tools.jackson.databind.node.ObjectNode;

/** Where the server puts events of its own: the default bus of a region and account. */
public interface OwnEvents {
    /**
     * Puts an event.
     *
     * @param source such as {@code hikyaku.scheduler}
     * @param resources the ARNs of what it is about
     * @param detail not changed afterwards
     * @return completes when it is on disk wherever it goes
     */
    CompletableFuture<Void> publish(
            String region,
            String account,
            String source,
            String detailType,
            List<String> resources,
            ObjectNode detail);
}
