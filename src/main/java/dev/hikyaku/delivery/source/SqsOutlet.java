package dev.hikyaku.delivery.source;

import dev.hikyaku.model.Limits;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.SqsException;

/** A queue behind any SQS endpoint, for what the daemon sends. The client is its source's. */
final class SqsOutlet implements Outlet {
    /** Runs what blocks. */
    interface Threads {
        <T> CompletableFuture<T> call(Callable<T> work);
    }

    /** By the name of the shape and by the older code, which some servers have. */
    private static final Set<String> NO_QUEUE =
            Set.of("QueueDoesNotExist", "AWS.SimpleQueueService.NonExistentQueue");

    private static final QueueAttributeName[] COUNTS = {
        QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
        QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE,
        QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_DELAYED
    };

    private final String queueUrl;
    private final SqsAddress address;
    private final SqsClient client;
    private final Threads threads;

    SqsOutlet(String queueUrl, SqsAddress address, SqsClient client, Threads threads) {
        this.queueUrl = queueUrl;
        this.address = address;
        this.client = client;
        this.threads = threads;
    }

    @Override
    public CompletableFuture<Void> send(Outgoing message) {
        return threads.call(() -> client.sendMessage(SqsMessages.send(queueUrl, message)))
                .thenAccept(sent -> {});
    }

    @Override
    public CompletableFuture<Boolean> isEmpty() {
        return threads.call(() ->
                client
                        .getQueueAttributes(of -> of.queueUrl(queueUrl).attributeNames(COUNTS))
                        .attributes()
                        .values()
                        .stream()
                        .allMatch("0"::equals));
    }

    @Override
    public CompletableFuture<Queue> fifoQueue(String name) {
        return threads.call(() -> opened(url(name)));
    }

    /** Most daemons may look a queue up; not every one may make it. */
    private String url(String name) {
        try {
            return client.getQueueUrl(of -> of.queueName(name)).queueUrl();
        } catch (SqsException e) {
            if (!NO_QUEUE.contains(e.awsErrorDetails().errorCode())) {
                throw e;
            }
            var attributes =
                    Map.of(
                            QueueAttributeName.FIFO_QUEUE,
                            "true",
                            QueueAttributeName.MESSAGE_RETENTION_PERIOD,
                            Integer.toString(Limits.RETENTION_SECONDS_MAX));
            return client.createQueue(to -> to.queueName(name).attributes(attributes)).queueUrl();
        }
    }

    private Queue opened(String url) {
        URI endpoint = address.endpoint();
        var source =
                new SqsSource(url, address.region(), endpoint == null ? null : endpoint.toString());
        return new Queue(source, source.outlet());
    }

    /** The client is its source's to close. */
    @Override
    public void close() {}
}
