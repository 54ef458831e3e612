package dev.hikyaku.delivery;

import dev.hikyaku.delivery.settings.WorkerSettings;
import dev.hikyaku.delivery.source.Message;
import org.jspecify.annotations.Nullable;

/** Which messages a worker takes that is one of several. */
final class ShardFilter {
    private ShardFilter() {}

    static boolean takes(WorkerSettings.@Nullable Sharding sharding, Message message) {
        return sharding == null;
    }
}
