package dev.hikyaku.queue;

import dev.hikyaku.model.ErrorCode;
import dev.hikyaku.model.Limits;
import dev.hikyaku.model.ServiceException;
import dev.hikyaku.queue.QueueCommand.ChangeVisibility.Change;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What receivers do with the messages that they hold: delete them, or say when they come back. */
final class Settlements {
    private final Messages messages;
    private final QueueIndex index;

    Settlements(Messages messages, QueueIndex index) {
        this.messages = messages;
        this.index = index;
    }

    QueueReply delete(Step step, QueueState queue, List<ReceiptHandle> handles) {
        return each(step, queue, handles, handle -> handle, this::delete);
    }

    QueueReply changeVisibility(Step step, QueueState queue, List<Change> changes) {
        return each(step, queue, changes, Change::handle, this::changeVisibility);
    }

    private interface Settlement<T> {
        /** Returns what went wrong, or null. */
        @Nullable ServiceException apply(Step step, QueueState queue, T entry);
    }

    private <T> QueueReply each(
            Step step,
            QueueState queue,
            List<T> entries,
            Function<T, ReceiptHandle> handle,
            Settlement<T> settlement) {
        index.timed().promoteDue(step, queue);
        var outcomes = new ArrayList<@Nullable ServiceException>(entries.size());
        for (T entry : entries) {
            outcomes.add(
                    handle.apply(entry).queue() == queue.id()
                            ? settlement.apply(step, queue, entry)
                            : ReceiptHandle.invalid());
        }
        return new QueueReply.Outcomes(outcomes);
    }

    private @Nullable ServiceException delete(Step step, QueueState queue, ReceiptHandle handle) {
        QueueIndex.Found found = index.find(step, queue, handle);
        if (found != null) {
            index.remove(step, queue, found);
            messages.delete(step, queue, found.entry().message());
            queue.stats.deleted().increment();
            return null;
        }
        // deleting twice is fine; in a FIFO queue, deleting what another may receive by now is not
        return queue.fifo() && messages.has(step, queue, handle.message())
                ? invalid(handle, "The receipt handle has expired.")
                : null;
    }

    private @Nullable ServiceException changeVisibility(
            Step step, QueueState queue, Change change) {
        QueueIndex.Found found = index.find(step, queue, change.handle());
        if (found == null) {
            return invalid(
                    change.handle(),
                    "Message does not exist or is not available for visibility timeout change.");
        }
        if (found.at().ready()) {
            return new ServiceException(
                    ErrorCode.MESSAGE_NOT_INFLIGHT,
                    "The message referred to is not in flight: it is visible.");
        }
        long visibleAt = step.now() + change.visibilityTimeoutSeconds() * 1000L;
        long limit = found.entry().lastReceivedAt() + Limits.VISIBILITY_TIMEOUT_SECONDS_MAX * 1000L;
        if (visibleAt > limit) {
            return ServiceException.invalidParameter(
                    "Total VisibilityTimeout for the message is beyond the limit ["
                            + Limits.VISIBILITY_TIMEOUT_SECONDS_MAX
                            + " seconds] from its receive.");
        }
        index.remove(step, queue, found);
        Entry entry = found.entry().with(Entry.CHANGED);
        index.hide(step, queue, entry, change.visibilityTimeoutSeconds());
        return null;
    }

    private static ServiceException invalid(ReceiptHandle handle, String reason) {
        return ServiceException.invalidParameter(
                "Value "
                        + handle.encode()
                        + " for parameter ReceiptHandle is invalid. Reason: "
                        + reason);
    }
}
