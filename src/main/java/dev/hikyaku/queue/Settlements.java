package dev.hikyaku.queue;

import dev.hikyaku.model.ErrorCode;
import dev.hikyaku.model.Limits;
import dev.hikyaku.model.QueueArn;
import dev.hikyaku.model.RedrivePolicy;
import dev.hikyaku.model.ServiceException;
import dev.hikyaku.queue.QueueCommand.Bury.Burial;
import dev.hikyaku.queue.QueueCommand.ChangeVisibility.Change;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What receivers do with the messages that they hold: delete them, bury them, or say when they come
 * back.
 */
final class Settlements {
    private final Messages messages;
    private final QueueIndex index;
    private final Transfers transfers;

    Settlements(Messages messages, QueueIndex index, Transfers transfers) {
        this.messages = messages;
        this.index = index;
        this.transfers = transfers;
    }

    QueueReply delete(Step step, QueueState queue, List<ReceiptHandle> handles) {
        return each(step, queue, handles, handle -> handle, this::delete);
    }

    QueueReply changeVisibility(Step step, QueueState queue, List<Change> changes) {
        return each(step, queue, changes, Change::handle, this::changeVisibility);
    }

    QueueReply release(Step step, QueueState queue, List<ReceiptHandle> handles) {
        return each(step, queue, handles, handle -> handle, this::release);
    }

    /**
     * Moves messages to the dead-letter queue.
     *
     * @throws ServiceException (InvalidParameterValue) if the queue has no redrive policy
     */
    QueueReply bury(Step step, QueueState queue, List<Burial> burials) {
        RedrivePolicy policy = queue.definition.attributes().redrivePolicy();
        if (policy == null) {
            throw ServiceException.invalidParameter(
                    "The queue "
                            + queue.definition.arn().name()
                            + " has no RedrivePolicy, so there is no dead-letter queue to move a"
                            + " message to.");
        }
        return each(
                step,
                queue,
                burials,
                Burial::handle,
                (at, of, burial) -> bury(at, of, burial, policy.deadLetterTarget()));
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
        if (found == null || found.at().ready()) {
            return notInFlight(change.handle(), found);
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

    private @Nullable ServiceException release(Step step, QueueState queue, ReceiptHandle handle) {
        QueueIndex.Found found = index.find(step, queue, handle);
        if (found == null || found.at().ready()) {
            return notInFlight(handle, found);
        }
        index.remove(step, queue, found);
        index.hide(step, queue, found.entry().released(), 0);
        return null;
    }

    private @Nullable ServiceException bury(
            Step step, QueueState queue, Burial burial, QueueArn target) {
        QueueIndex.Found found = index.find(step, queue, burial.handle());
        if (found == null || found.at().ready()) {
            return notInFlight(burial.handle(), found);
        }
        index.remove(step, queue, found);
        transfers.bury(step, queue, found.entry(), burial.reason(), target);
        return null;
    }

    private static ServiceException notInFlight(
            ReceiptHandle handle, QueueIndex.@Nullable Found found) {
        return found == null
                ? invalid(
                        handle,
                        "Message does not exist or is not available for visibility timeout change.")
                : new ServiceException(
                        ErrorCode.MESSAGE_NOT_INFLIGHT,
                        "The message referred to is not in flight: it is visible.");
    }

    private static ServiceException invalid(ReceiptHandle handle, String reason) {
        return ServiceException.invalidParameter(
                "Value "
                        + handle.encode()
                        + " for parameter ReceiptHandle is invalid. Reason: "
                        + reason);
    }
}
