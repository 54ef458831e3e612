package dev.hikyaku.queue;

import java.nio.ByteBuffer;

/**
 * How many messages a queue has in each state: kept in step with the index, in the same atomic
 * write.
 */
final class Counters {
    private static final byte VERSION = 1;

    long ready;
    long inFlight;
    long delayed;

    byte[] encode() {
        return ByteBuffer.allocate(1 + 3 * Long.BYTES)
                .put(VERSION)
                .putLong(ready)
                .putLong(inFlight)
                .putLong(delayed)
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
        return counters;
    }

    long timed() {
        return inFlight + delayed;
    }

    void check() {
        if (ready < 0 || inFlight < 0 || delayed < 0) {
            throw new IllegalStateException(
                    "counters below zero: ready="
                            + ready
                            + " inFlight="
                            + inFlight
                            + " delayed="
                            + delayed);
        }
    }
}
