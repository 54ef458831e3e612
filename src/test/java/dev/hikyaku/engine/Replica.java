package dev.hikyaku.engine;

import dev.hikyaku.model.ServiceException;
import dev.hikyaku.schedule.MissedFirings;
import dev.hikyaku.store.Cursor;
import dev.hikyaku.store.Outbox;
import dev.hikyaku.store.Space;
import dev.hikyaku.store.Store;
import dev.hikyaku.store.Transaction;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.UnaryOperator;

/** The machines of some partitions on one store, which apply a log and nothing else. */
final class Replica {
    private static final long SALT = 42;

    private final MissedFirings missed;
    private final UnaryOperator<Store> reopened;
    private final List<PartitionMachine> machines = new ArrayList<>();
    private final long[] next;
    private final long[] last;
    private Store store;
    private Transaction kv;

    /**
     * Starts on a store.
     *
     * @param reopened what a new process finds of the store of the one before
     */
    Replica(int partitions, MissedFirings missed, Store store, UnaryOperator<Store> reopened) {
        this.missed = missed;
        this.reopened = reopened;
        this.next = new long[partitions];
        this.last = new long[partitions];
        this.store = store;
        this.kv = new Transaction(store);
        for (int number = 0; number < partitions; number++) {
            machines.add(new PartitionMachine(number, SALT, missed));
            PartitionMachine.Head head = machines.get(number).load(kv);
            next[number] = head.nextSequence();
            last[number] = head.lastMillis();
        }
    }

    PartitionMachine machine(int partition) {
        return machines.get(partition);
    }

    List<Outbox.Entry> outbox(int partition, int limit) {
        return Outbox.read(kv, partition, 0, limit, 1 << 24);
    }

    /** Applies a command in the open group; the reply, or why it was refused. */
    Object apply(CommandLog.Entry entry) {
        next[entry.partition()] = entry.sequence() + 1;
        last[entry.partition()] = entry.now();
        PartitionMachine machine = machine(entry.partition());
        try {
            return machine.apply(kv, entry.command(), entry.sequence(), entry.now());
        } catch (ServiceException e) {
            return e;
        }
    }

    /** Writes the open group. */
    void finishGroup() {
        for (int number = 0; number < next.length; number++) {
            machine(number).finishGroup(kv, new PartitionMachine.Head(next[number], last[number]));
        }
        kv.flush();
    }

    /** What goes on from here after the process has ended: of the open group nothing is left. */
    Replica restarted() {
        return new Replica(next.length, missed, reopened.apply(store), reopened);
    }

    /** After a bug: the same process, which drops the open group and loads its state anew. */
    void discardGroup() {
        kv.discard();
        for (int number = 0; number < next.length; number++) {
            PartitionMachine.Head head = machine(number).load(kv);
            next[number] = head.nextSequence();
            last[number] = head.lastMillis();
        }
    }

    /** Every key with its value. */
    List<String> bytes() {
        var entries = new ArrayList<String>();
        for (Space space : Space.values()) {
            try (Cursor cursor = store.scan(space, new byte[0], new byte[] {(byte) 0xFF})) {
                while (cursor.next()) {
                    entries.add(space + " " + hex(cursor.key()) + "=" + hex(cursor.value()));
                }
            }
        }
        return entries;
    }

    void close() {
        store.close();
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
