package dev.hikyaku.queue;

import java.nio.ByteBuffer;

/**
 * How many messages a queue has in each state: kept in step with the index, in the same atomic
 * write.
 */
final class Counters {
    private static final byte VERSION = 1;
    private static final int BYTES = 1 + 7 * Long.BYTES;

    long ready;
    long inFlight;
    long delayed;

    /** Of the ready ones, those of a message group. */
    long groupedReady;

    /** Of those in flight, those of a message group. */
    long groupedInFlight;

    /** Groups that stand in line, because they have something that may be handed out. */
    long groupsInLine;

    /** The position at which messages without a group last had their turn among the groups. */
    long ungroupedTurn;

    byte[] encode() {
        return ByteBuffer.allocate(BYTES)
                .put(VERSION)
                .putLong(ready)
                .putLong(inFlight)
                .putLong(delayed)
                .putLong(groupedReady)
                .putLong(groupedInFlight)
                .putLong(groupsInLine)
                .putLong(ungroupedTurn)
                .array();
    }

    static Counters decode(byte[] bytes) {
        var in = ByteBuffer.wrap(bytes);
        byte version = in.get();
        if (version != VERSION) {
            throw new IllegalStateException("counters of unknown version " + version);
        }
        var counters = new Counters();
        counters.ready = in.getLong();
        counters.inFlight = in.getLong();
        counters.delayed = in.getLong();
        counters.groupedReady = in.getLong();
        counters.groupedInFlight = in.getLong();
        counters.groupsInLine = in.getLong();
        counters.ungroupedTurn = in.getLong();
        return counters;
    }

    boolean empty() {
        return ready + timed() == 0;
    }

    long timed() {
        return inFlight + delayed;
    }

    long ungroupedReady() {
        return ready - groupedReady;
    }

    long ungroupedInFlight() {
        return inFlight - groupedInFlight;
    }

    void check() {
        boolean possible =
                delayed >= 0
                        && groupsInLine >= 0
                        && groupedReady >= groupsInLine
                        && ready >= groupedReady
                        && groupedInFlight >= 0
                        && inFlight >= groupedInFlight;
        if (!possible) {
            throw new IllegalStateException(
                    "counters that cannot be: ready="
                            + ready
                            + " inFlight="
                            + inFlight
                            + " delayed="
                            + delayed
                            + " groupedReady="
                            + groupedReady
                            + " groupedInFlight="
                            + groupedInFlight
                            + " groupsInLine="
                            + groupsInLine);
        }
    }
}
