package dev.hikyaku.delivery.source;

import dev.hikyaku.model.QueueArn;
import dev.hikyaku.model.RedrivePolicy;
import java.time.Duration;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.GetQueueAttributesRequest;
import software.amazon.awssdk.services.sqs.model.GetQueueUrlRequest;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/**
 * What a queue's server says of it, asked when it is needed. Calls block; any thread may make them.
 */
final class SqsAttributes {
    static final Duration KEPT = Duration.ofMinutes(1);

    private static final Logger LOG = LoggerFactory.getLogger(SqsAttributes.class);

    /** Receives wait for the ARN. */
    private static final Duration ARN_TIMEOUT = Duration.ofSeconds(3);

    private final SqsClient client;
    private final SqsAddress address;
    private final String queueUrl;
    private final LongSupplier nanos;

    private volatile @Nullable String arn;
    private @Nullable Long arnAskedAtNanos;
    private @Nullable Target target;

    /**
     * @param url null if there is no redrive policy
     */
    private record Target(@Nullable String url, long askedAtNanos) {}

    /**
     * @param nanos as {@link System#nanoTime}
     */
    SqsAttributes(SqsClient client, SqsAddress address, String queueUrl, LongSupplier nanos) {
        this.client = client;
        this.address = address;
        this.queueUrl = queueUrl;
        this.nanos = nanos;
    }

    /**
     * The queue's ARN. While the server does not say it, it is what the URL tells, which may be an
     * empty text; the server is asked again after {@link #KEPT}.
     */
    String arn() {
        String known = arn;
        return known == null ? askArn() : known;
    }

    private synchronized String askArn() {
        Long askedAt = arnAskedAtNanos;
        if (arn == null && (askedAt == null || old(askedAt))) {
            arnAskedAtNanos = nanos.getAsLong();
            arn = answeredArn(askedAt == null);
        }
        String known = arn;
        return known == null ? address.arn(queueUrl) : known;
    }

    private @Nullable String answeredArn(boolean first) {
        try {
            return ask(QueueAttributeName.QUEUE_ARN, ARN_TIMEOUT);
        } catch (RuntimeException e) {
            if (first) {
                LOG.info(
                        "The server does not tell the ARN of the queue {}: {}",
                        address.queue(),
                        e.getMessage());
            }
            return null;
        }
    }

    private boolean old(long askedAtNanos) {
        return nanos.getAsLong() - askedAtNanos >= KEPT.toNanos();
    }

    /**
     * The URL of the queue's dead-letter queue, at most {@link #KEPT} old; null if it has none.
     *
     * @throws RuntimeException the SDK's, if the server does not answer
     */
    synchronized @Nullable String deadLetterQueueUrl() {
        Target known = target;
        if (known == null || old(known.askedAtNanos)) {
            known = new Target(askTarget(), nanos.getAsLong());
            target = known;
        }
        return known.url;
    }

    private @Nullable String askTarget() {
        String policy = ask(QueueAttributeName.REDRIVE_POLICY, null);
        if (policy == null || policy.isEmpty()) {
            return null;
        }
        QueueArn dead = RedrivePolicy.parse(policy).deadLetterTarget();
        var request =
                GetQueueUrlRequest.builder()
                        .queueName(dead.name())
                        .queueOwnerAWSAccountId(dead.account())
                        .build();
        return client.getQueueUrl(request).queueUrl();
    }

    private @Nullable String ask(QueueAttributeName name, @Nullable Duration timeout) {
        var request =
                GetQueueAttributesRequest.builder()
                        .queueUrl(queueUrl)
                        .attributeNames(name)
                        .overrideConfiguration(to -> to.apiCallTimeout(timeout))
                        .build();
        Map<QueueAttributeName, String> answer = client.getQueueAttributes(request).attributes();
        return answer.get(name);
    }
}
