package dev.hikyaku.delivery.source;

import dev.hikyaku.engine.Engine;
import dev.hikyaku.engine.Waiter;
import dev.hikyaku.model.ErrorCode;
import dev.hikyaku.model.Limits;
import dev.hikyaku.model.MessageContent;
import dev.hikyaku.model.QueueArn;
import dev.hikyaku.model.ServiceException;
import dev.hikyaku.queue.QueueCommand;
import dev.hikyaku.queue.QueueCommand.Bury;
import dev.hikyaku.queue.QueueCommand.ChangeVisibility.Change;
import dev.hikyaku.queue.QueueDefinition;
import dev.hikyaku.queue.QueueReply;
import dev.hikyaku.queue.ReceiptHandle;
import dev.hikyaku.queue.ReceivedMessage;
import dev.hikyaku.queue.SequenceNumber;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A queue of the engine in this process.
 *
 * <p>The queue is looked up by name at every receive: it may be made, deleted and made again while
 * the daemon runs. Handles of a queue that is gone are refused; their messages went with it.
 */
public final class EngineSource implements Source {
    /** The engine takes any number; this bounds one step of its writer. */
    private static final int BATCH_MAX = 100;

    /** What one command to bury reads and writes again. */
    private static final int BURY_BYTES_MAX = 4 * Limits.MESSAGE_BYTES_MAX;

    private static final Refusal GONE = new Refusal("the queue was deleted", false);

    private final Engine engine;
    private final QueueArn arn;
    private final String arnText;

    public EngineSource(Engine engine, QueueArn arn) {
        this.engine = engine;
        this.arn = arn;
        this.arnText = arn.toString();
    }

    private record EngineHandle(ReceiptHandle receipt) implements Handle {
        @Override
        public String text() {
            return receipt.encode();
        }
    }

    @Override
    public String queue() {
        return arn.name();
    }

    @Override
    public int maxBatch() {
        return BATCH_MAX;
    }

    @Override
    public Poll receive(
            int maxMessages, Duration visibilityTimeout, Duration wait, Executor owner) {
        QueueDefinition queue = engine.catalog().find(arn);
        if (queue == null) {
            return new NoPoll(new SourceException("the queue " + arn + " does not exist"));
        }
        var command =
                new QueueCommand.Receive(
                        queue.id(), maxMessages, (int) visibilityTimeout.toSeconds());
        return new EnginePoll(queue.id(), engine.receive(command, wait.toMillis()), owner);
    }

    private record NoPoll(CompletableFuture<List<Message>> messages) implements Poll {
        NoPoll(SourceException reason) {
            this(CompletableFuture.failedFuture(reason));
        }

        @Override
        public void cancel() {}
    }

    private final class EnginePoll implements Poll {
        private final long queue;
        private final Waiter waiter;
        private final CompletableFuture<List<Message>> messages = new CompletableFuture<>();

        EnginePoll(long queue, Waiter waiter, Executor owner) {
            this.queue = queue;
            this.waiter = waiter;
            waiter.reply().whenCompleteAsync(this::answered, owner);
        }

        private void answered(@Nullable QueueReply reply, @Nullable Throwable failure) {
            if (reply instanceof QueueReply.Received received) {
                decode(received);
            } else {
                messages.completeExceptionally(
                        failure != null
                                ? failure
                                : new IllegalStateException("not a reply to a receive: " + reply));
            }
        }

        private void decode(QueueReply.Received received) {
            try {
                messages.complete(received.messages().stream().map(this::message).toList());
            } catch (RuntimeException e) {
                messages.completeExceptionally(e);
            }
        }

        private Message message(ReceivedMessage received) {
            MessageContent content = received.message().content();
            return new Message(
                    received.message().id().toString(),
                    arn.name(),
                    arnText,
                    new EngineHandle(received.handle()),
                    content.body().getBytes(StandardCharsets.UTF_8),
                    content.bodyMd5(),
                    content.attributes(),
                    received.receiveCount(),
                    received.firstReceivedAtMillis(),
                    received.message().sentAtMillis(),
                    content.senderId(),
                    system(received, content));
        }

        /** Plain messages need no map of their own. */
        private Map<String, String> system(ReceivedMessage received, MessageContent content) {
            String source = received.message().deadLetterSourceArn();
            if (source == null && !arn.fifo()) {
                return content.systemAttributes();
            }
            var system = new HashMap<>(content.systemAttributes());
            if (arn.fifo()) {
                system.put("SequenceNumber", SequenceNumber.of(received.handle().message()));
            }
            if (source != null) {
                system.put("DeadLetterQueueSourceArn", source);
            }
            return system;
        }

        @Override
        public CompletableFuture<List<Message>> messages() {
            return messages;
        }

        /**
         * The engine leaves a cancelled waiter alone until its deadline. Replies of one queue come
         * in order, so that the reply to an empty command, sent after the cancellation, proves that
         * nothing was handed out or that it has arrived.
         */
        @Override
        public void cancel() {
            waiter.cancel();
            engine.submit(queue, new QueueCommand.DeleteMessages(queue, List.of()))
                    .thenRun(() -> waiter.reply().complete(new QueueReply.Received(List.of())));
        }
    }

    @Override
    public CompletableFuture<BatchOutcome> delete(List<Handle> handles) {
        return apply(
                handles,
                EngineSource::receipt,
                (queue, receipts) -> new QueueCommand.DeleteMessages(queue, receipts));
    }

    @Override
    public CompletableFuture<BatchOutcome> changeVisibility(List<VisibilityChange> changes) {
        return apply(
                changes,
                change -> new Change(receipt(change.handle()), change.visibilityTimeoutSeconds()),
                (queue, entries) -> new QueueCommand.ChangeVisibility(queue, entries));
    }

    @Override
    public CompletableFuture<BatchOutcome> release(List<Handle> handles) {
        return apply(
                handles,
                EngineSource::receipt,
                (queue, receipts) -> new QueueCommand.Release(queue, receipts));
    }

    /** A receive waits for the disk. */
    @Override
    public boolean mayReceiveAhead() {
        return !fifo();
    }

    @Override
    public CompletableFuture<BatchOutcome> bury(List<Burial> burials) {
        burials.forEach(Burials::attributes); // says so if a reason has no room
        return Burials.inParts(burials, BURY_BYTES_MAX, this::buryPart);
    }

    private CompletableFuture<BatchOutcome> buryPart(List<Burial> burials) {
        return apply(
                burials,
                burial -> new Bury.Burial(receipt(burial.message().handle()), burial.reason()),
                (queue, entries) -> new Bury(queue, entries));
    }

    private static ReceiptHandle receipt(Handle handle) {
        return ((EngineHandle) handle).receipt();
    }

    private interface CommandOf<E> {
        QueueCommand of(long queue, List<E> entries);
    }

    private <T, E> CompletableFuture<BatchOutcome> apply(
            List<T> items, Function<T, E> entry, CommandOf<E> command) {
        QueueDefinition queue = engine.catalog().find(arn);
        if (queue == null) {
            return CompletableFuture.completedFuture(BatchOutcome.refused(items.size(), GONE));
        }
        List<E> entries = items.stream().map(entry).toList();
        return engine.submit(queue.id(), command.of(queue.id(), entries))
                .handle((reply, failure) -> outcome(reply, failure, items.size()));
    }

    private static BatchOutcome outcome(
            @Nullable QueueReply reply, @Nullable Throwable failure, int count) {
        if (reply instanceof QueueReply.Outcomes outcomes) {
            return outcome(outcomes.errors());
        }
        Refusal refusal =
                failure == null
                        ? new Refusal("unexpected reply " + reply, false)
                        : refusal(failure);
        return BatchOutcome.refused(count, refusal);
    }

    private static BatchOutcome outcome(List<@Nullable ServiceException> errors) {
        Map<Integer, Refusal> refusals = Map.of();
        for (int place = 0; place < errors.size(); place++) {
            ServiceException error = errors.get(place);
            if (error != null) {
                refusals = refusals.isEmpty() ? new HashMap<>() : refusals;
                refusals.put(place, refusal(error));
            }
        }
        return new BatchOutcome(refusals);
    }

    private static Refusal refusal(Throwable failure) {
        boolean retryable =
                !(failure instanceof ServiceException e)
                        || !e.code().senderFault()
                        || e.code() == ErrorCode.REQUEST_THROTTLED;
        return new Refusal(String.valueOf(failure.getMessage()), retryable);
    }

    @Override
    public Outlet outlet() {
        return new EngineOutlet(engine, arn);
    }

    /** The engine is its owner's to close. */
    @Override
    public void close() {}
}
