package dev.hikyaku.engine;

import dev.hikyaku.model.QueueArn;
import dev.hikyaku.model.RedrivePolicy;
import dev.hikyaku.model.ServiceException;
import dev.hikyaku.queue.QueueDefinition;
import java.util.Collection;
import java.util.Comparator;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What exists, in memory, ordered by name, for everyone to read. The partitions feed it with what
 * is on disk.
 */
public final class Catalog {
    /** Before every queue. */
    private static final QueueArn FIRST = new QueueArn("", "", "");

    private final ConcurrentSkipListMap<QueueArn, QueueDefinition> queues =
            new ConcurrentSkipListMap<>();

    private final Definitions definitions;

    Catalog(Definitions definitions) {
        this.definitions = definitions;
    }

    Definitions definitions() {
        return definitions;
    }

    /** A queue and the dead-letter queue that it names. */
    private record Redrive(QueueArn target, QueueArn source) implements Comparable<Redrive> {
        private static final Comparator<Redrive> ORDER =
                Comparator.comparing(Redrive::target).thenComparing(Redrive::source);

        @Override
        public int compareTo(Redrive other) {
            return ORDER.compare(this, other);
        }
    }

    private final ConcurrentSkipListSet<Redrive> redrives = new ConcurrentSkipListSet<>();

    void put(QueueDefinition queue) {
        QueueDefinition before = queues.put(queue.arn(), queue);
        Redrive old = redrive(before);
        Redrive changed = redrive(queue);
        if (changed != null) {
            redrives.add(changed);
        }
        if (old != null && !old.equals(changed)) {
            redrives.remove(old);
        }
    }

    void remove(QueueDefinition queue) {
        Redrive old = redrive(queues.remove(queue.arn()));
        if (old != null) {
            redrives.remove(old);
        }
    }

    private static @Nullable Redrive redrive(@Nullable QueueDefinition queue) {
        RedrivePolicy policy = queue == null ? null : queue.attributes().redrivePolicy();
        return queue == null || policy == null
                ? null
                : new Redrive(policy.deadLetterTarget(), queue.arn());
    }

    /** The queue of that name, or null. */
    public @Nullable QueueDefinition find(QueueArn arn) {
        return queues.get(arn);
    }

    /**
     * The queue of that name.
     *
     * @throws ServiceException (QueueDoesNotExist) if there is none
     */
    public QueueDefinition require(QueueArn arn) {
        QueueDefinition queue = find(arn);
        if (queue == null) {
            throw ServiceException.noSuchQueue();
        }
        return queue;
    }

    /** All queues, in order of their ARNs. */
    public Collection<QueueDefinition> queues() {
        return queues.values();
    }

    /**
     * The queues of one account and region whose names have a prefix, in order of their names.
     *
     * @param after where to go on: the last queue of the page before; null to begin
     */
    public Stream<QueueArn> find(
            String region, String account, String namePrefix, @Nullable QueueArn after) {
        var first = new QueueArn(region, account, namePrefix);
        boolean fromStart = after == null || after.compareTo(first) < 0;
        return queues.tailMap(fromStart ? first : after, fromStart).keySet().stream()
                .takeWhile(arn ->
                        arn.region().equals(region)
                                && arn.account().equals(account)
                                && arn.name().startsWith(namePrefix))
                .filter(arn -> !arn.internal());
    }

    /**
     * The queues whose redrive policy names this one, in order of their ARNs.
     *
     * @param after where to go on: the last queue of the page before; null to begin
     */
    public Stream<QueueArn> sourcesOf(QueueArn target, @Nullable QueueArn after) {
        var from = new Redrive(target, after == null ? FIRST : after);
        return redrives.tailSet(from, false).stream()
                .takeWhile(redrive -> redrive.target.equals(target))
                .map(Redrive::source);
    }
}
