package dev.hikyaku.delivery.source;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageRequest;

/**
 * A queue behind any SQS endpoint: Amazon's own, or a compatible server.
 *
 * <p>The SDK's synchronous client blocks, so each call has a virtual thread. A receive that is
 * cancelled may still end by itself for a moment, as it does on a busy queue, so that what it
 * brings can be given back. Then its thread is interrupted, which closes the connection: what SQS
 * was handing out right then comes again after its visibility timeout.
 */
public final class SqsSource implements Source {
    private static final int BATCH_MAX = 10;
    private static final long GRACE_MILLIS = 1000;

    private final String queueUrl;
    private final String name;
    private final SqsClient client;
    private final ExecutorService threads;

    /**
     * @param endpoint where to connect to; null to go by the queue's URL
     */
    public SqsSource(String queueUrl, @Nullable String region, @Nullable String endpoint) {
        var address = SqsAddress.of(queueUrl, region, endpoint);
        this.queueUrl = queueUrl;
        this.name = address.queue();
        this.client = SqsClients.create(address);
        this.threads =
                Executors.newThreadPerTaskExecutor(
                        Thread.ofVirtual().name("hikyaku-sqs-" + name + "-", 0).factory());
    }

    @Override
    public String queue() {
        return name;
    }

    @Override
    public int maxBatch() {
        return BATCH_MAX;
    }

    @Override
    public Poll receive(
            int maxMessages, Duration visibilityTimeout, Duration wait, Executor owner) {
        var request =
                ReceiveMessageRequest.builder()
                        .queueUrl(queueUrl)
                        .maxNumberOfMessages(maxMessages)
                        .visibilityTimeout((int) visibilityTimeout.toSeconds())
                        .waitTimeSeconds((int) wait.toSeconds())
                        .messageSystemAttributeNames(MessageSystemAttributeName.ALL)
                        .messageAttributeNames("All")
                        .build();
        var poll = new SqsPoll();
        threads.execute(() -> receive(request, poll, owner));
        return poll;
    }

    private void receive(ReceiveMessageRequest request, SqsPoll poll, Executor owner) {
        poll.begins();
        try {
            List<Message> received =
                    client.receiveMessage(request).messages().stream()
                            .map(message -> SqsMessages.decode(name, message))
                            .toList();
            owner.execute(() -> poll.messages.complete(received));
        } catch (Throwable e) { // whatever it is, somebody waits for the end of this poll
            owner.execute(() -> poll.failed(e));
        }
    }

    private static final class SqsPoll implements Poll {
        private final CompletableFuture<List<Message>> messages = new CompletableFuture<>();
        private volatile boolean cancelled;
        private @Nullable Thread thread;
        private boolean interrupted;

        @Override
        public CompletableFuture<List<Message>> messages() {
            return messages;
        }

        @Override
        public void cancel() {
            cancelled = true;
            CompletableFuture.delayedExecutor(GRACE_MILLIS, TimeUnit.MILLISECONDS)
                    .execute(this::interrupt);
        }

        /** On the poll's own thread, which may come to run only after it was interrupted. */
        synchronized void begins() {
            thread = Thread.currentThread();
            if (interrupted) {
                thread.interrupt();
            }
        }

        private synchronized void interrupt() {
            interrupted = true;
            if (thread != null) {
                thread.interrupt();
            }
        }

        void failed(Throwable failure) {
            if (cancelled) {
                messages.complete(List.of());
            } else {
                messages.completeExceptionally(failure);
            }
        }
    }

    @Override
    public CompletableFuture<BatchOutcome> delete(List<Handle> handles) {
        return call(() ->
                SqsMessages.outcomes(
                        client.deleteMessageBatch(SqsMessages.delete(queueUrl, handles)).failed()));
    }

    @Override
    public CompletableFuture<BatchOutcome> changeVisibility(List<VisibilityChange> changes) {
        return call(() ->
                SqsMessages.outcomes(
                        client.changeMessageVisibilityBatch(SqsMessages.change(queueUrl, changes))
                                .failed()));
    }

    @Override
    public boolean countsReleases() {
        return true;
    }

    @Override
    public CompletableFuture<BatchOutcome> release(List<Handle> handles) {
        return changeVisibility(
                handles.stream().map(handle -> new VisibilityChange(handle, 0)).toList());
    }

    @Override
    public CompletableFuture<BatchOutcome> bury(List<Burial> burials) {
        return CompletableFuture.completedFuture(
                BatchOutcome.refused(burials.size(), new Refusal("not built yet", false)));
    }

    private <T> CompletableFuture<T> call(Callable<T> work) {
        var result = new CompletableFuture<T>();
        threads.execute(() -> {
            try {
                result.complete(work.call());
            } catch (Throwable e) { // somebody waits for it
                result.completeExceptionally(e);
            }
        });
        return result;
    }

    @Override
    public void close() {
        threads.shutdownNow();
        client.close();
    }
}
