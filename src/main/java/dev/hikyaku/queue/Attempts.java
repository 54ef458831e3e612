package dev.hikyaku.queue;

import dev.hikyaku.queue.QueueCommand.Receive;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Receives from FIFO queues that a client repeats because it got no answer: the same attempt id
 * gets the same messages with the same receipt handles, and their visibility timeouts begin anew.
 */
final class Attempts {
    private static final int HANDLE_BYTES = 3 * Long.BYTES + Integer.BYTES;

    private final Messages messages;
    private final QueueIndex index;
    private final Remembered remembered;

    Attempts(Messages messages, QueueIndex index, Remembered remembered) {
        this.messages = messages;
        this.index = index;
        this.remembered = remembered;
    }

    void note(Step step, QueueState queue, Receive command, List<ReceivedMessage> received) {
        String id = command.attemptId();
        if (!queue.fifo() || id == null || received.isEmpty()) {
            return;
        }
        var handles = ByteBuffer.allocate(received.size() * HANDLE_BYTES);
        received.forEach(message -> put(handles, message.handle()));
        remembered.note(step, queue, Remembered.ATTEMPT_ID, GroupKeys.digest(id), handles.array());
    }

    private static void put(ByteBuffer out, ReceiptHandle handle) {
        out.putLong(handle.message())
                .putInt(handle.receiveCount())
                .putLong(handle.visibleAtMillis())
                .putLong(handle.position());
    }

    private static List<ReceiptHandle> handles(QueueState queue, byte[] bytes) {
        var handles = new ArrayList<ReceiptHandle>();
        for (var in = ByteBuffer.wrap(bytes); in.hasRemaining(); ) {
            handles.add(
                    new ReceiptHandle(
                            queue.id(), in.getLong(), in.getInt(), in.getLong(), in.getLong()));
        }
        return handles;
    }

    /**
     * What that attempt received; null if there was none, or not all of it is in flight still, with
     * its visibility as the receive left it.
     */
    @Nullable List<ReceivedMessage> repeat(Step step, QueueState queue, Receive command) {
        String id = command.attemptId();
        if (!queue.fifo() || id == null) {
            return null;
        }
        byte[] noted = remembered.find(step, queue, Remembered.ATTEMPT_ID, GroupKeys.digest(id));
        if (noted == null) {
            return null;
        }
        List<ReceiptHandle> handles = handles(queue, noted);
        return handles.stream().allMatch(handle -> untouched(step, queue, handle))
                ? handles.stream().map(handle -> repeat(step, queue, command, handle)).toList()
                : null;
    }

    private boolean untouched(Step step, QueueState queue, ReceiptHandle handle) {
        QueueIndex.Found found = index.find(step, queue, handle);
        return found != null && !found.at().ready() && !found.entry().is(Entry.CHANGED);
    }

    private ReceivedMessage repeat(
            Step step, QueueState queue, Receive command, ReceiptHandle handle) {
        QueueIndex.Found found = Objects.requireNonNull(index.find(step, queue, handle));
        int seconds =
                Objects.requireNonNullElse(
                        command.visibilityTimeoutSeconds(),
                        queue.definition.attributes().visibilityTimeoutSeconds());
        Entry entry = found.entry();
        index.remove(step, queue, found);
        index.hide(step, queue, entry, seconds);
        return new ReceivedMessage(
                handle,
                messages.get(step, queue, entry.message()),
                entry.receiveCount(),
                entry.firstReceivedAt());
    }
}
