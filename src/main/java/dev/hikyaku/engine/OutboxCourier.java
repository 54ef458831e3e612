package dev.hikyaku.engine;

import dev.hikyaku.model.Reply;
import dev.hikyaku.store.Kv;
import dev.hikyaku.store.Outbox;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/**
 * Carries a partition's outbox to where it goes: a load of entries at a time, in order, the next
 * one when all of the last are on disk at their targets. Only what is on disk here is carried.
 * Belongs to the partition's thread.
 */
final class OutboxCourier {
    /** The way to other partitions, and back into this one. */
    interface Carrier {
        int partitionOf(String target);

        CompletableFuture<Reply> deliver(int partition, Task.Deliver deliver);

        void back(int partition, Task task);

        void backLater(int partition, Task task);
    }

    private static final int LOAD_MAX = 400;
    private static final int LOAD_BYTES_MAX = 4 << 20;

    private final int partition;
    private final Kv kv;
    private final Carrier carrier;
    private long durableTo;
    private long carriedTo;
    private boolean underway;

    OutboxCourier(int partition, Kv kv, Carrier carrier) {
        this.partition = partition;
        this.kv = kv;
        this.carrier = carrier;
    }

    /** Waits for the disk, then comes back into the partition as {@link Task.Durable}. */
    Committer.Waiting whenDurable(long position) {
        return failed -> {
            if (failed == null) {
                carrier.back(partition, new Task.Durable(position));
            }
        };
    }

    /** Entries below this position are on disk. */
    void durable(long position) {
        durableTo = Math.max(durableTo, position);
        carryNext();
    }

    /** A load has arrived. It may be told twice, if the load went twice. */
    void acknowledged(List<Outbox.Entry> load) {
        long last = load.getLast().position();
        if (last > carriedTo) {
            underway = false;
            carriedTo = last;
            carryNext();
        }
    }

    /** The load that was underway has not arrived, or nobody knows; it goes once more. */
    void again() {
        underway = false;
        carryNext();
    }

    /** Some of the above was told to a group that was dropped. */
    void startOver() {
        carriedTo = 0;
        again();
    }

    private void carryNext() {
        if (underway) {
            return;
        }
        List<Outbox.Entry> load =
                Outbox.read(kv, partition, carriedTo, LOAD_MAX, LOAD_BYTES_MAX).stream()
                        .takeWhile(entry -> entry.position() < durableTo)
                        .toList();
        if (!load.isEmpty()) {
            underway = true;
            carry(load);
        }
    }

    private void carry(List<Outbox.Entry> load) {
        Map<Integer, List<Outbox.Entry>> byTarget = new TreeMap<>();
        for (Outbox.Entry entry : load) {
            byTarget.computeIfAbsent(
                            carrier.partitionOf(entry.target()), target -> new ArrayList<>())
                    .add(entry);
        }
        var deliveries = new ArrayList<CompletableFuture<Reply>>();
        byTarget.forEach((target, entries) ->
                deliveries.add(
                        carrier.deliver(
                                target,
                                new Task.Deliver(partition, entries, new CompletableFuture<>()))));
        CompletableFuture.allOf(deliveries.toArray(CompletableFuture[]::new))
                .whenComplete((done, failed) -> {
                    if (failed == null) {
                        carrier.back(partition, new Task.Delivered(load));
                    } else {
                        carrier.backLater(partition, new Task.Undelivered());
                    }
                });
    }
}
