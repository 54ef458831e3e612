package dev.hikyaku.delivery;

/**
 * How many messages a worker's polls ask for beyond the places that are free. Belongs to the loop.
 *
 * <p>A place that comes free while a poll is under way would stand empty until the next one is
 * back. So a poll asks for as many more as came free during the last one, and as many again for the
 * time of the poll behind it. They wait for about as long as a poll takes. A worker whose
 * deliveries take long compared with a poll has no lead, and neither has one without a backlog.
 */
final class Lead {
    /** A poll that took longer has waited for messages to come. */
    static final long BACKLOG_MILLIS = 100;

    /** A moment, and how many messages had been delivered, or not, by then. */
    record Mark(long atMillis, long ended) {}

    private long ended;
    private long messages;

    long messages() {
        return messages;
    }

    /** Requests for so many messages are over. */
    void ended(int count) {
        ended += count;
    }

    Mark mark(long nowMillis) {
        return new Mark(nowMillis, ended);
    }

    /** A poll that was opened at some moment has brought all that it asked for. */
    void learn(Mark opened, long nowMillis) {
        if (nowMillis - opened.atMillis() < BACKLOG_MILLIS) {
            messages = Math.max(2 * (ended - opened.ended()), messages - messages / 8);
        } else {
            lose();
        }
    }

    void lose() {
        messages = 0;
    }
}
