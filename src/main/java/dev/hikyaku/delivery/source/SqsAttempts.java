package dev.hikyaku.delivery.source;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.UUID;

/**
 * The ids of receives from a FIFO queue. One that got no answer is used again by a later receive,
 * which then gets the messages that were handed out to nobody.
 */
final class SqsAttempts {
    private static final int UNANSWERED_MAX = 20;

    /**
     * A receive.
     *
     * @param maxMessages what it asked for
     */
    record Attempt(String id, int maxMessages) {}

    private final ArrayDeque<Attempt> unanswered = new ArrayDeque<>();

    /** A new attempt, or an unanswered one that asked for no more than this. */
    synchronized Attempt next(int maxMessages) {
        for (Iterator<Attempt> each = unanswered.iterator(); each.hasNext(); ) {
            Attempt attempt = each.next();
            if (attempt.maxMessages <= maxMessages) {
                each.remove();
                return attempt;
            }
        }
        return new Attempt(UUID.randomUUID().toString(), maxMessages);
    }

    synchronized void unanswered(Attempt attempt) {
        if (unanswered.size() == UNANSWERED_MAX) {
            unanswered.removeFirst();
        }
        unanswered.addLast(attempt);
    }
}
