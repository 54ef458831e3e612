package dev.hikyaku.delivery;

import org.jspecify.annotations.Nullable;

/**
 * What a worker, or one of its queues, may have at a time, and where it is. Belongs to the loop.
 *
 * <p>A place is for a request, and a request is for a batch of messages. A message is running,
 * startable (received, with no place yet), or reserved by a poll that may bring it. One that is
 * blocked waits for others of its group and takes no place until it may start, so that a group does
 * not keep others out; the blocked are bounded by as many as may be in flight. What is settled
 * behind a delivery takes no place, but a bound stops the receives when the queue's server does not
 * keep up.
 */
final class Credit {
    /** Handles, not bodies, are kept while their delete or change is under way. */
    static final int UNSETTLED_MAX = 10_000;

    /** What may wait for a place that is about to come free. */
    private static final int LEAD_PER_PLACE = 4;

    private static final int BLOCKED_MIN = 10;

    /** Until it is looked again whether there is room, which other workers may have made. */
    private static final long NO_ROOM_MILLIS = 50;

    private final @Nullable Credit whole;
    private final Room.Share room;
    private final int batch;
    private final TokenBucket bucket;
    private final Lead lead;
    private int limit;
    private int running;
    private int startable;
    private int blocked;
    private int reserved;
    private int unsettled;

    private Credit(
            @Nullable Credit whole, Room.Share room, int limit, int batch, TokenBucket bucket) {
        this.whole = whole;
        this.room = room;
        this.limit = limit;
        this.batch = batch;
        this.bucket = bucket;
        this.lead = whole == null ? new Lead() : whole.lead;
    }

    /**
     * A worker's.
     *
     * @param limit requests in flight
     * @param batch messages a request
     */
    Credit(Room.Share room, int limit, int batch, TokenBucket bucket) {
        this(null, room, limit, batch, bucket);
    }

    /** One queue's part of it. */
    Credit part(int partLimit, TokenBucket partBucket) {
        return new Credit(this, room, partLimit, batch, partBucket);
    }

    void limit(int changed) {
        limit = changed;
    }

    int limit() {
        return limit;
    }

    /** Messages that may still be asked for. */
    int free() {
        int own = stopped() ? 0 : Math.min(places(), bucket.available());
        return whole == null ? own : Math.min(own, whole.free());
    }

    private boolean stopped() {
        return unsettled >= UNSETTLED_MAX || full() || !room.open();
    }

    private boolean full() {
        return blocked >= Math.max(BLOCKED_MIN, (long) limit * batch);
    }

    private int places() {
        long places = (long) (limit - running) * batch - startable - reserved;
        if (whole == null) {
            places += Math.min(lead.messages(), (long) LEAD_PER_PLACE * limit * batch);
        }
        return Math.clamp(places, 0, Integer.MAX_VALUE);
    }

    /** Whether a request can be started. */
    boolean place() {
        return running < limit && (whole == null || whole.place());
    }

    /** Whether nothing that is held waits for a place and one is there. */
    boolean idlePlace() {
        return !stopped()
                && (long) running * batch + startable < (long) limit * batch
                && bucket.available() > 0
                && (whole == null || whole.idlePlace());
    }

    /** Until the rate may let a message through, and memory; 0 if they do. */
    long waitMillis() {
        return Math.max(bucket.waitMillis(), room.open() ? 0 : NO_ROOM_MILLIS);
    }

    /** The worker's room for messages. */
    Room.Share room() {
        return room;
    }

    void reserve(int count) {
        reserved += count;
        bucket.take(count);
        if (whole != null) {
            whole.reserve(count);
        }
    }

    /** A poll has ended that had reserved so much and brought so much. */
    void received(int count, int brought) {
        reserved -= count;
        bucket.giveBack(count - brought);
        if (whole != null) {
            whole.received(count, brought);
        }
    }

    /** What is held has changed by so much. */
    void held(int startableMore, int blockedMore) {
        startable += startableMore;
        blocked += blockedMore;
        if (whole != null) {
            whole.held(startableMore, blockedMore);
        }
    }

    void starts() {
        running++;
        if (whole != null) {
            whole.starts();
        }
    }

    /** A request for so many messages is over. */
    void ends(int messages) {
        running--;
        if (whole != null) {
            whole.ends(messages);
        } else {
            lead.ended(messages);
        }
    }

    /** The whole worker's. */
    Lead lead() {
        return lead;
    }

    void settles() {
        unsettled++;
        if (whole != null) {
            whole.settles();
        }
    }

    /** Returns whether that lets receives go on which the bound had stopped. */
    boolean settled() {
        boolean stopped = unsettled-- == UNSETTLED_MAX;
        return whole == null ? stopped : whole.settled() || stopped;
    }

    int running() {
        return running;
    }

    int waiting() {
        return startable + blocked;
    }

    int unsettled() {
        return unsettled;
    }
}
