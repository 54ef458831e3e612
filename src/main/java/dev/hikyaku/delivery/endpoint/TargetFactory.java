package dev.hikyaku.delivery.endpoint;

import dev.hikyaku.delivery.settings.TargetSettings;
import io.vertx.core.Vertx;
import java.util.Set;

/** Makes what a worker delivers to. */
public interface TargetFactory {
    /**
     * Makes it on the worker's loop, which uses it from then on.
     *
     * @param taskPaths where periodic tasks may go; empty if there are none
     */
    Target open(Vertx vertx, TargetSettings settings, Set<String> taskPaths);
}
