package dev.hikyaku.queue;

import dev.hikyaku.model.ErrorCode;
import dev.hikyaku.model.Limits;
import dev.hikyaku.model.RedrivePolicy;
import dev.hikyaku.model.ServiceException;
import dev.hikyaku.queue.QueueCommand.Receive;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Messages that are handed out. */
final class Receives {
    /** What one receive may answer in bytes of messages; at least one message always goes. */
    private static final int BYTES_MAX = Limits.MESSAGE_BYTES_MAX;

    private final Messages messages;
    private final QueueIndex index;
    private final Transfers transfers;
    private final Retention retention;
    private final Attempts attempts;

    Receives(
            Messages messages,
            QueueIndex index,
            Transfers transfers,
            Retention retention,
            Attempts attempts) {
        this.messages = messages;
        this.index = index;
        this.transfers = transfers;
        this.retention = retention;
        this.attempts = attempts;
    }

    QueueReply receive(Step step, QueueState queue, Receive command) {
        index.timed().promoteDue(step, queue);
        queue.lastReceiveAt = step.now();
        List<ReceivedMessage> again = attempts.repeat(step, queue, command);
        if (again != null) {
            return new QueueReply.Received(again);
        }
        int room = room(queue, command);
        List<ReceivedMessage> received =
                room == 0 ? List.of() : new Round(step, queue, command).run(room);
        attempts.note(step, queue, command, received);
        queue.stats.received().add(received.size());
        return new QueueReply.Received(received);
    }

    private static int room(QueueState queue, Receive command) {
        long free = Limits.IN_FLIGHT_MAX - queue.counters.inFlight;
        if (free > 0) {
            return (int) Math.min(command.maxMessages(), free);
        }
        if (queue.fifo()) {
            return 0; // as AWS has it: no error there
        }
        throw new ServiceException(
                ErrorCode.OVER_LIMIT,
                "The queue has "
                        + Limits.IN_FLIGHT_MAX
                        + " messages in flight, which is the limit.");
    }

    /** One receive, going from turn to turn. */
    private final class Round {
        private final Step step;
        private final QueueState queue;
        private final int timeoutSeconds;
        private final @Nullable RedrivePolicy redrive;
        private final List<ReceivedMessage> received = new ArrayList<>();
        private final List<Entry> handedBack = new ArrayList<>();
        private int looked;
        private int bytes;
        private boolean full;

        Round(Step step, QueueState queue, Receive command) {
            this.step = step;
            this.queue = queue;
            var attributes = queue.definition.attributes();
            this.redrive = attributes.redrivePolicy();
            this.timeoutSeconds =
                    Objects.requireNonNullElse(
                            command.visibilityTimeoutSeconds(),
                            attributes.visibilityTimeoutSeconds());
        }

        List<ReceivedMessage> run(int room) {
            Turn turn = index.ready().next(step, queue);
            while (turn != null && !full) {
                serve(turn, room);
                turn = full ? null : index.ready().next(step, queue);
            }
            // a timeout of 0 makes a message ready at once, but not for this same receive
            handedBack.forEach(entry -> index.ready().add(step, queue, entry));
            return received;
        }

        private void serve(Turn turn, int room) {
            LineWindow.Item<Entry> item = turn.head();
            while (item != null && !full) {
                serve(turn, item.value());
                full |= received.size() == room || ++looked == Step.MOVES_MAX;
                item = full ? null : turn.head();
            }
        }

        private void serve(Turn turn, Entry entry) {
            if (retention.isOver(step, queue, entry)) {
                turn.take();
                retention.remove(step, queue, entry);
            } else if (redrive != null && Transfers.isDeadLetter(queue, entry)) {
                turn.take();
                transfers.deadLetter(step, queue, entry, redrive.deadLetterTarget());
            } else {
                handOut(turn, entry);
            }
        }

        private void handOut(Turn turn, Entry entry) {
            StoredMessage message = messages.get(step, queue, entry.message());
            bytes += message.sizeBytes();
            if (bytes > BYTES_MAX && !received.isEmpty()) {
                full = true;
                return;
            }
            turn.take();
            received.add(handOut(entry.received(step.now()), message));
        }

        private ReceivedMessage handOut(Entry entry, StoredMessage message) {
            long visibleAt = step.now() + timeoutSeconds * 1000L;
            long position = 0;
            if (timeoutSeconds == 0) {
                handedBack.add(entry);
            } else {
                position = index.timed().add(step, queue, entry, visibleAt);
            }
            var handle =
                    new ReceiptHandle(
                            queue.id(), entry.message(), entry.receiveCount(), visibleAt, position);
            return new ReceivedMessage(
                    handle, message, entry.receiveCount(), entry.firstReceivedAt());
        }
    }
}
