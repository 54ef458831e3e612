package dev.hikyaku.simulation;

import dev.hikyaku.store.MemoryStore;
import dev.hikyaku.store.RocksStore;
import dev.hikyaku.store.SimulatedDisk;
import java.nio.file.Path;

/** The disks that a simulation may run on. */
final class Stores {
    private Stores() {}

    static SimulatedDisk memory() {
        var store = new MemoryStore();
        return new SimulatedDisk(() -> store);
    }

    static SimulatedDisk rocks(Path folder) {
        return new SimulatedDisk(() -> RocksStore.open(folder));
    }
}
