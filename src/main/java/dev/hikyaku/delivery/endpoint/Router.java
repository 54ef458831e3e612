package dev.hikyaku.delivery.endpoint;

import dev.hikyaku.delivery.periodic.PeriodicMessage;
import dev.hikyaku.delivery.settings.TargetSettings;
import dev.hikyaku.delivery.source.Message;
import dev.hikyaku.model.MessageAttribute;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds a message's path: the one that its attribute names, or its queue's, or the endpoint's. What
 * a sender writes reaches no path but those that are allowed. Belongs to the loop.
 */
final class Router {
    private final TargetSettings.Paths settings;
    private final Tasks tasks;
    private final Set<String> allowed;
    private final @Nullable String attribute;
    private final Map<String, Route> byQueue = new HashMap<>();

    Router(TargetSettings.Paths settings, Tasks tasks) {
        this.tasks = tasks;
        this.settings = settings;
        this.allowed = new HashSet<>(settings.allowed());
        this.attribute = settings.attribute();
    }

    Route route(Message message) {
        PeriodicMessage run = tasks.of(message);
        if (run != null) {
            return tasks.route(run);
        }
        MessageAttribute named = attribute == null ? null : message.attributes().get(attribute);
        if (named == null) {
            return byQueue.computeIfAbsent(message.queue(), this::ofQueue);
        }
        String path = named.stringValue();
        return path != null && allowed.contains(path)
                ? Route.To.of(path)
                : new Route.Nowhere(
                        "the attribute "
                                + attribute
                                + " is '"
                                + Texts.printable(path == null ? "" : path)
                                + "', which is none of the allowed paths");
    }

    private Route ofQueue(String queue) {
        String path = settings.routes().path(queue);
        return path == null ? Route.OWN : Route.To.of(path);
    }
}
