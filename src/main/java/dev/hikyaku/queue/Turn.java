package dev.hikyaku.queue;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A turn in a receive: a line of ready messages from which the receive takes the head, once or more
 * often.
 */
sealed interface Turn {
    /** The first ready entry, or null if the turn is over. */
    LineWindow.@Nullable Item<Entry> head();

    /** Takes the entry that {@link #head} returned out of the index. */
    void take();

    /** Messages without a group. While no group is in line there is nobody to give way to. */
    final class Ungrouped implements Turn {
        private final ReadyIndex index;
        private final Step step;
        private final QueueState queue;
        private boolean over;

        Ungrouped(ReadyIndex index, Step step, QueueState queue) {
            this.index = index;
            this.step = step;
            this.queue = queue;
        }

        @Override
        public LineWindow.@Nullable Item<Entry> head() {
            return over ? null : index.ungroupedHead(step, queue);
        }

        @Override
        public void take() {
            LineWindow.Item<Entry> item = index.ungroupedHead(step, queue);
            if (item != null) {
                index.remove(step, queue, item.value(), item.position());
            }
            if (queue.counters.groupsInLine > 0) {
                over = true;
                queue.counters.ungroupedTurn = step.nextPosition();
            }
        }
    }

    /**
     * A message group. In a FIFO queue it gives what it has, for nobody else may take from it while
     * that is in flight; in a standard queue it gives one.
     */
    final class Grouped implements Turn {
        private static final int READ_MAX = 10;

        private final ReadyIndex index;
        private final Step step;
        private final QueueState queue;
        private final Group group;
        private final List<LineWindow.Item<Entry>> read = new ArrayList<>();
        private int next;
        private boolean over;

        Grouped(ReadyIndex index, Step step, QueueState queue, Group group) {
            this.index = index;
            this.step = step;
            this.queue = queue;
            this.group = group;
            group.served = true;
        }

        @Override
        public LineWindow.@Nullable Item<Entry> head() {
            if (over || group.ready == 0) {
                return null;
            }
            if (next == read.size()) {
                read.clear();
                next = 0;
                index.groups().read(step, queue, group, queue.fifo() ? READ_MAX : 1, read);
            }
            return read.get(next);
        }

        @Override
        public void take() {
            LineWindow.Item<Entry> item = read.get(next++);
            index.remove(step, queue, item.value(), item.position());
            over = !queue.fifo();
        }
    }
}
