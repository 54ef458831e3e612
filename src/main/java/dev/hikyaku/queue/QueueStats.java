package dev.hikyaku.queue;

import java.util.concurrent.atomic.LongAdder;

/** What a queue has done since the process started. Written by its partition, read by anyone. */
public final class QueueStats {
    private final LongAdder sent = new LongAdder();
    private final LongAdder received = new LongAdder();
    private final LongAdder deleted = new LongAdder();
    private final LongAdder deadLettered = new LongAdder();
    private final LongAdder expired = new LongAdder();

    public LongAdder sent() {
        return sent;
    }

    public LongAdder received() {
        return received;
    }

    public LongAdder deleted() {
        return deleted;
    }

    /** Moved to the dead-letter queue. */
    public LongAdder deadLettered() {
        return deadLettered;
    }

    /** Removed because the retention period was over. */
    public LongAdder expired() {
        return expired;
    }
}
