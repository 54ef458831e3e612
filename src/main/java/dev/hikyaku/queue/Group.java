package dev.hikyaku.queue;

import dev.hikyaku.model.Limits;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A message group of a queue: how many messages it has in which state, where its ready ones begin,
 * and where it stands in line. It is there as long as it has a message.
 */
final class Group {
    /** Not in line. */
    static final int NO_CLASS = -1;

    /** More ready messages than this are a backlog, in a standard queue. */
    static final int BACKLOG_MIN = 64;

    private static final int BACKLOG_CLASSES = 2;

    /** How many classes there are. */
    static final int CLASSES = powerOfTwo(Limits.IN_FLIGHT_MAX) + BACKLOG_CLASSES + 1;

    /** Ready messages beyond so many are not counted one by one. */
    static final int COUNTED_MAX = 2 * BACKLOG_MIN;

    private static final byte VERSION = 2;
    private static final int BYTES = 3 + 6 * Long.BYTES;

    final long key;

    /** Ready messages: all of them, unless there are {@link #uncounted} ones. */
    long ready;

    /**
     * There may be more ready messages than were counted. So a send to a group with a backlog
     * leaves its state as it is, and need not write it.
     */
    boolean uncounted;

    long inFlight;
    long delayed;

    /** No ready message has a position below this. */
    long readyFrom;

    /** When the last of the delayed messages becomes visible. */
    long delayedUntil;

    int lineClass = NO_CLASS;
    long linePosition;

    /** Has had its turn in this step, and goes to the back of its line. */
    boolean served;

    /** What the store has; null for nothing. */
    byte @Nullable [] stored;

    Group(long key) {
        this.key = key;
    }

    byte[] encode() {
        return ByteBuffer.allocate(BYTES)
                .put(VERSION)
                .putLong(ready)
                .put((byte) (uncounted ? 1 : 0))
                .putLong(inFlight)
                .putLong(delayed)
                .putLong(readyFrom)
                .putLong(delayedUntil)
                .put((byte) lineClass)
                .putLong(linePosition)
                .array();
    }

    static Group decode(long key, byte[] bytes) {
        var in = ByteBuffer.wrap(bytes);
        byte version = in.get();
        if (version != VERSION) {
            throw new IllegalStateException("message group of unknown version " + version);
        }
        var group = new Group(key);
        group.ready = in.getLong();
        group.uncounted = in.get() != 0;
        group.inFlight = in.getLong();
        group.delayed = in.getLong();
        group.readyFrom = in.getLong();
        group.delayedUntil = in.getLong();
        group.lineClass = in.get();
        group.linePosition = in.getLong();
        group.stored = bytes;
        return group;
    }

    boolean isEmpty() {
        return ready == 0 && inFlight == 0 && delayed == 0;
    }

    /** An empty one is as one that was never there. */
    void forget() {
        readyFrom = 0;
        delayedUntil = 0;
        linePosition = 0;
    }

    void addReady(long position) {
        readyFrom = ready == 0 && !uncounted ? position : Math.min(readyFrom, position);
        uncounted |= ready == COUNTED_MAX;
        if (!uncounted) {
            ready++;
        }
    }

    void removeReady(long position) {
        if (position == readyFrom) {
            readyFrom++;
        }
        if (ready > 0 || !uncounted) {
            ready--;
        }
    }

    /** Whether so few are left of those that were counted that it matters how many there are. */
    boolean needsCount() {
        return uncounted && ready <= BACKLOG_MIN;
    }

    /** Says how many there are from {@link #readyFrom} on, at most {@link #COUNTED_MAX}. */
    void counted(int number) {
        ready = number;
        uncounted = number == COUNTED_MAX;
    }

    boolean inLine() {
        return lineClass != NO_CLASS;
    }

    /**
     * Where the group belongs. In a FIFO queue it is in line while it has nothing in flight; in a
     * standard queue always, behind those with less in flight and those without a backlog.
     */
    int wantedClass(boolean fifo) {
        if (ready == 0 || (fifo && inFlight > 0)) {
            return NO_CLASS;
        }
        return fifo ? 0 : classOf(inFlight, ready);
    }

    /** The class of so many messages in flight and ready, in a standard queue. */
    static int classOf(long inFlight, long ready) {
        return powerOfTwo(inFlight) + (ready > BACKLOG_MIN ? BACKLOG_CLASSES : 0);
    }

    /** 0 for 0, else one more than the power of two below the number. */
    private static int powerOfTwo(long number) {
        return Long.SIZE - Long.numberOfLeadingZeros(number);
    }
}
