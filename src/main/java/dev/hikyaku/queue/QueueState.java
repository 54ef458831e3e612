package dev.hikyaku.queue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A queue in memory: its definition, its counters, and where its scans begin. All of it is derived
 * from the store, and its size does not depend on how many messages or groups there are.
 */
final class QueueState {
    static final long NEVER = Long.MAX_VALUE;

    QueueDefinition definition;
    Counters counters;
    LineWindow<Entry> ungroupedLine = new LineWindow<>();
    private @Nullable LineWindow<Long>[] groupLines = newGroupLines();

    /** The groups that the current step has changed. */
    final Map<Long, Group> changedGroups = new LinkedHashMap<>();

    /** Every timed entry that is due before this has been made ready. */
    long timedFrom;

    /** When to look for due entries next: no later than the first is due. */
    long nextDue;

    /** No message has a number below this. */
    long oldestFrom;

    /** Where the removal of what is past its retention goes on. */
    long sweepFrom;

    /** Nothing is remembered of a minute before this. */
    long forgottenTo;

    /**
     * Of this minute and later ones {@link RecentIds} know what was noted; never: not asked yet.
     */
    long notedFrom = NEVER;

    /** When to look for what is to be forgotten next. */
    long nextForget = NEVER;

    /** In the order of their starts; only the last may be running. */
    final List<MoveTask> moveTasks = new ArrayList<>();

    /** When the running move task goes on. */
    long nextMove = NEVER;

    long lastReceiveAt;
    long nextSweep;
    final QueueStats stats;

    QueueState(QueueDefinition definition, Counters counters, QueueStats stats) {
        this.definition = definition;
        this.counters = counters;
        this.stats = stats;
        this.nextDue = counters.timed() > 0 ? 0 : NEVER;
        this.nextForget = fifo() ? 0 : NEVER;
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // an array of a generic type
    private static @Nullable LineWindow<Long>[] newGroupLines() {
        return new LineWindow[Group.CLASSES];
    }

    long id() {
        return definition.id();
    }

    long storage() {
        return definition.storage();
    }

    boolean fifo() {
        return definition.arn().fifo();
    }

    LineWindow<Long> groupLine(int lineClass) {
        LineWindow<Long> line = groupLines[lineClass];
        if (line == null) {
            line = new LineWindow<>();
            groupLines[lineClass] = line;
        }
        return line;
    }

    /** Whether a receive would find something. */
    boolean hasReady() {
        return counters.ungroupedReady() + counters.groupsInLine > 0;
    }

    /** Lets go of what is only held to be fast. */
    void unload() {
        ungroupedLine.unload();
        for (LineWindow<Long> line : groupLines) {
            if (line != null) {
                line.unload();
            }
        }
    }

    /** Points to empty storage. */
    void reset(QueueDefinition purged) {
        definition = purged;
        counters = new Counters();
        ungroupedLine = new LineWindow<>();
        ungroupedLine.setComplete();
        groupLines = newGroupLines();
        oldestFrom = 0;
        sweepFrom = 0;
        nextDue = NEVER;
    }
}
