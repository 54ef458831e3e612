package dev.hikyaku.delivery.endpoint;

import dev.hikyaku.delivery.periodic.PeriodicMessage;
import dev.hikyaku.delivery.source.Message;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The periodic tasks that a worker knows. To one without any, a message that looks like a run is a
 * message like any other.
 */
record Tasks(Set<String> paths) {
    /** The run that a message stands for, or null. */
    @Nullable PeriodicMessage of(Message message) {
        return paths.isEmpty() ? null : PeriodicMessage.of(message);
    }

    /** Where a run goes: only where the file has a task. */
    Route route(PeriodicMessage run) {
        return paths.contains(run.path())
                ? Route.To.of(run.path())
                : new Route.Nowhere(
                        "the periodic task "
                                + Texts.printable(run.taskName())
                                + " goes to "
                                + Texts.printable(run.path())
                                + ", which no task of this daemon's file does");
    }
}
