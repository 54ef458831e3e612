package dev.hikyaku.delivery;

import dev.hikyaku.delivery.settings.QueueSettings;
import dev.hikyaku.delivery.source.Source;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One of a worker's queues: its receives, what is held of it, and what goes back to it. Belongs to
 * the loop.
 */
final class Lane {
    /** Hears of what a lane brings and has done. */
    interface Listener extends Receiver.Listener, Settler.Listener {}

    final Source source;
    final int weight;
    final Credit credit;
    final Receiver receiver;
    final Settler settler;
    private final Line line;
    private int startable;
    private int blocked;

    /** How much it has had, with weighted priority. */
    double pass;

    /**
     * @param whole the worker's credit
     * @param groupLimit deliveries in flight of a message group; 0 for no limit
     */
    Lane(
            Loop loop,
            Source source,
            QueueSettings settings,
            Receiver.Terms terms,
            Credit whole,
            int groupLimit,
            Listener listener) {
        this.source = source;
        this.weight = settings.weight();
        int limit = settings.concurrency() == 0 ? Integer.MAX_VALUE : settings.concurrency();
        this.credit = whole.part(limit, new TokenBucket(loop, settings.rate()));
        this.line = new Line(source.fifo(), groupLimit);
        this.receiver = new Receiver(loop, this, terms, listener);
        this.settler = new Settler(loop, this, listener);
    }

    String queue() {
        return source.queue();
    }

    // --- what is held and not running

    /** What would start first; null if nothing may. */
    @Nullable Held first() {
        return line.first();
    }

    int startable() {
        return line.startable();
    }

    void add(Held held) {
        line.add(held);
        tellCredit();
    }

    List<Held> take(int max) {
        return telling(() -> line.take(max));
    }

    /** A message that was taken of a group is over. */
    void over(GroupLine group) {
        line.over(group);
        tellCredit();
    }

    List<Held> abandon(GroupLine group) {
        return telling(() -> line.abandon(group));
    }

    List<Held> clear() {
        return telling(line::clear);
    }

    private <T> T telling(Supplier<T> change) {
        T result = change.get();
        tellCredit();
        return result;
    }

    private void tellCredit() {
        credit.held(line.startable() - startable, line.blocked() - blocked);
        startable = line.startable();
        blocked = line.blocked();
    }
}
