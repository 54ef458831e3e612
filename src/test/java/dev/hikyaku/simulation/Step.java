package dev.hikyaku.simulation;

import dev.hikyaku.engine.Call;
import dev.hikyaku.queue.Transit;
import dev.hikyaku.store.Outbox;
import java.util.List;

/**
 * What a partition has applied as one group.
 *
 * @param calls what came in, in the order in which it was applied
 * @param posted what it has put into the outbox
 * @param write its place among the writes that are not synced yet; -1 if it wrote nothing
 */
record Step(int partition, long now, List<Call> calls, List<Outbox.Entry> posted, int write) {
    List<Transit> transits() {
        return posted.stream().map(Transit::of).toList();
    }

    boolean wrote() {
        return write >= 0;
    }
}
