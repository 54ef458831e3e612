package dev.hikyaku.delivery;

import java.util.ArrayDeque;

/**
 * The held messages of one message group, where their order or their number in flight counts.
 * Belongs to the loop.
 */
final class GroupLine implements Line.Startable {
    final String id;
    final ArrayDeque<Held> waiting = new ArrayDeque<>();

    /** Whether it has its turn already. */
    boolean queued;

    private final boolean fifo;
    private final int limit;
    private int taken;

    /**
     * @param limit messages that may be taken at a time; in a FIFO queue any number may, together,
     *     and the next ones when all of them are settled
     */
    GroupLine(String id, boolean fifo, int limit) {
        this.id = id;
        this.fifo = fifo;
        this.limit = limit;
    }

    /** How many may be taken now. */
    int startable() {
        if (fifo) {
            return taken == 0 ? waiting.size() : 0;
        }
        return Math.min(waiting.size(), limit - taken);
    }

    Held take() {
        taken++;
        return waiting.remove();
    }

    void over() {
        taken--;
    }

    /** Whether nothing of it is held any more. */
    boolean empty() {
        return taken == 0 && waiting.isEmpty();
    }

    @Override
    public Held first() {
        return waiting.element();
    }
}
