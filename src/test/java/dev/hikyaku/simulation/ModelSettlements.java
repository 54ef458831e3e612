package dev.hikyaku.simulation;

import dev.hikyaku.model.ServiceException;
import dev.hikyaku.queue.QueueCommand;
import dev.hikyaku.queue.ReceiptHandle;
import dev.hikyaku.simulation.ModelMessage.State;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Holds deletes, releases, burials and changes of visibility against the reference model. */
final class ModelSettlements {
    private final Checks checks;
    private final ModelReceives receives;

    ModelSettlements(Checks checks, ModelReceives receives) {
        this.checks = checks;
        this.receives = receives;
    }

    void delete(
            ModelQueue queue,
            List<ReceiptHandle> handles,
            List<@Nullable ServiceException> errors,
            long now,
            DeadLetters outbox) {
        queue.promote(now);
        for (int i = 0; i < handles.size(); i++) {
            delete(queue, handles.get(i), errors.get(i) == null, now, outbox);
        }
    }

    private void delete(
            ModelQueue queue, ReceiptHandle handle, boolean done, long now, DeadLetters outbox) {
        ModelMessage message = queue.held(handle);
        ModelMessage there = queue.numbered(handle.message());
        boolean passing =
                there == null ? outbox.tookNumber(handle.message()) : passing(queue, there, now);
        boolean good = message != null && (!queue.fifo() || message.state == State.IN_FLIGHT);
        boolean expected = good || !queue.fifo() || there == null;
        checks.require(
                done == expected || (passing && queue.fifo()),
                Invariant.STALE_HANDLE,
                "delete",
                handle,
                done ? "was done" : "was refused",
                there,
                queue.spec.name());
        if (message != null && good) {
            queue.remove(message);
            receives.deleted(queue, message);
        }
    }

    /** Whether it may have been dropped or moved by a receive of the same step. */
    private static boolean passing(ModelQueue queue, ModelMessage message, long now) {
        return message.state == State.READY
                && (queue.expired(message, now) || queue.exhausted(message));
    }

    void changeVisibility(
            ModelQueue queue,
            List<QueueCommand.ChangeVisibility.Change> changes,
            List<@Nullable ServiceException> errors,
            long now) {
        queue.promote(now);
        for (int i = 0; i < changes.size(); i++) {
            var change = changes.get(i);
            ModelMessage message = inFlight(queue, change.handle(), errors.get(i));
            if (message != null) {
                message.changed = true;
                show(message, now + change.visibilityTimeoutSeconds() * 1000L, now);
            }
        }
    }

    void release(
            ModelQueue queue,
            List<ReceiptHandle> handles,
            List<@Nullable ServiceException> errors,
            long now) {
        queue.promote(now);
        for (int i = 0; i < handles.size(); i++) {
            ModelMessage message = inFlight(queue, handles.get(i), errors.get(i));
            if (message != null) {
                message.uncounted++;
                show(message, now, now);
            }
        }
    }

    void bury(
            ModelQueue queue,
            List<QueueCommand.Bury.Burial> burials,
            List<@Nullable ServiceException> errors,
            long now,
            DeadLetters outbox) {
        queue.promote(now);
        for (int i = 0; i < burials.size(); i++) {
            ModelMessage message = inFlight(queue, burials.get(i).handle(), errors.get(i));
            if (message != null) {
                outbox.buried(queue, message);
            }
        }
    }

    private static void show(ModelMessage message, long visibleAt, long now) {
        message.visibleAt = visibleAt;
        message.state = visibleAt <= now ? State.READY : State.IN_FLIGHT;
    }

    /** The message that a handle holds in flight; null if it was refused, and rightly so. */
    private @Nullable ModelMessage inFlight(
            ModelQueue queue, ReceiptHandle handle, @Nullable ServiceException error) {
        ModelMessage message = queue.held(handle);
        boolean good = message != null && message.state == State.IN_FLIGHT;
        checks.require(
                good == (error == null),
                receives.wasDeleted(queue, handle)
                        ? Invariant.NO_ACKNOWLEDGED_DELETE_UNDONE
                        : Invariant.STALE_HANDLE,
                handle,
                error,
                message);
        return good ? message : null;
    }
}
