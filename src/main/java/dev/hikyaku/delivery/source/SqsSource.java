package dev.hikyaku.delivery.source;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageRequest;

/**
 * A queue behind any SQS endpoint: Amazon's own, or a compatible server.
 *
 * <p>The SDK's synchronous client blocks, so each call has a virtual thread. A receive that is
 * cancelled in the end closes its connection ({@link SqsPoll}): what SQS was handing out right then
 * comes again after its visibility timeout, in a FIFO queue by the next receive.
 *
 * <p>The client has one queue to itself and so the SDK's adaptive retries: calls that were
 * throttled come again later, and all others wait meanwhile, at a rate that grows until the next
 * refusal.
 */
public final class SqsSource implements Source {
    private static final int BATCH_MAX = 10;

    /** A batch of 256 KiB is one that every server takes. */
    private static final int BURY_BYTES_MAX = 1 << 18;

    private final String queueUrl;
    private final SqsAddress address;
    private final String name;
    private final SqsClient client;
    private final SqsAttributes attributes;
    private final SqsGraves graves;
    private final SqsAttempts attempts = new SqsAttempts();
    private final ExecutorService threads;

    /**
     * @param endpoint where to connect to; null to go by the queue's URL
     */
    public SqsSource(String queueUrl, @Nullable String region, @Nullable String endpoint) {
        this.address = SqsAddress.of(queueUrl, region, endpoint);
        this.queueUrl = queueUrl;
        this.name = address.queue();
        this.client = SqsClients.create(address);
        this.attributes = new SqsAttributes(client, address, queueUrl, System::nanoTime);
        this.graves = new SqsGraves(client, queueUrl, attributes);
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
                        .messageAttributeNames("All");
        var poll = new SqsPoll(owner);
        threads.execute(() -> run(request, maxMessages, poll));
        return poll;
    }

    private void run(ReceiveMessageRequest.Builder request, int maxMessages, SqsPoll poll) {
        poll.begins();
        try {
            String arn = attributes.arn();
            poll.received(
                    poll.cancelled()
                            ? List.of()
                            : answer(request, maxMessages).stream()
                                    .map(message -> SqsMessages.decode(name, arn, message))
                                    .toList());
        } catch (Throwable e) { // whatever it is, somebody waits for the end of this poll
            poll.failed(e);
        }
    }

    private List<software.amazon.awssdk.services.sqs.model.Message> answer(
            ReceiveMessageRequest.Builder request, int maxMessages) {
        if (!fifo()) {
            return client.receiveMessage(request.build()).messages();
        }
        SqsAttempts.Attempt attempt = attempts.next(maxMessages);
        try {
            request.receiveRequestAttemptId(attempt.id());
            return client.receiveMessage(request.build()).messages();
        } catch (SdkClientException e) { // there was no answer
            attempts.unanswered(attempt);
            throw e;
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
        return Burials.inParts(burials, BURY_BYTES_MAX, part -> call(() -> graves.bury(part)));
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
    public Outlet outlet() {
        return new SqsOutlet(queueUrl, address, client, this::call);
    }

    @Override
    public void close() {
        threads.shutdownNow();
        client.close();
    }
}
