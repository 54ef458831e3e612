package dev.hikyaku.broker.topics;

import dev.hikyaku.broker.push.QueueSender;
import dev.hikyaku.model.ErrorCode;
import dev.hikyaku.model.MessageContent;
import dev.hikyaku.model.QueueArn;
import dev.hikyaku.model.ServiceError;
import dev.hikyaku.model.ServiceException;
import dev.hikyaku.topic.Notification;
import dev.hikyaku.topic.Protocol;
import dev.hikyaku.topic.Signer;
import dev.hikyaku.topic.Subscription;
import dev.hikyaku.topic.Topic;
import dev.hikyaku.topic.TopicLimits;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** From a message to the queues of all subscriptions that want it. */
final class FanOut {
    private static final Logger LOG = LoggerFactory.getLogger(FanOut.class);

    /** What makes a queue refuse a message for good; everything else passes. */
    private static final Set<ServiceError> FINAL =
            Set.of(
                    ErrorCode.QUEUE_DOES_NOT_EXIST,
                    ErrorCode.INVALID_PARAMETER_VALUE,
                    ErrorCode.MISSING_PARAMETER);

    private final Subscribers subscribers;
    private final QueueSender sender;
    private final DeadLetters deadLetters;
    private final Signer signer;
    private final Links links;

    FanOut(
            Subscribers subscribers,
            QueueSender sender,
            DeadLetters deadLetters,
            Signer signer,
            Links links) {
        this.subscribers = subscribers;
        this.sender = sender;
        this.deadLetters = deadLetters;
        this.signer = signer;
        this.links = links;
    }

    /**
     * Sends a message to all that want it.
     *
     * @return on disk in all of their queues when it completes; fails if one of them could not take
     *     it now
     */
    CompletableFuture<Void> send(Topic topic, Notification message) {
        var rendering = new Rendering(topic, message, signer, links);
        return CompletableFuture.allOf(
                subscribers.matching(message).stream()
                        .map(subscription -> sent(subscription, rendering))
                        .toArray(CompletableFuture[]::new));
    }

    private CompletableFuture<?> sent(Subscription subscription, Rendering rendering) {
        MessageContent content = rendering.content(subscription);
        if (subscription.protocol() != Protocol.SQS) {
            return sender.send(Outlets.queue(subscription), content);
        }
        if (content.attributes().size() > TopicLimits.RAW_ATTRIBUTES_MAX) {
            LOG.warn(
                    "A message was not delivered to {}: it has {} attributes, a queue takes {}",
                    subscription.arn(),
                    content.attributes().size(),
                    TopicLimits.RAW_ATTRIBUTES_MAX);
            return CompletableFuture.completedFuture(null);
        }
        return sender.send(QueueArn.parse(subscription.endpoint()), content)
                .<CompletableFuture<?>>handle((done, failure) ->
                        failure == null
                                ? CompletableFuture.completedFuture(null)
                                : refused(subscription, content, failure))
                .thenCompose(after -> after);
    }

    private CompletableFuture<?> refused(
            Subscription subscription, MessageContent content, Throwable failure) {
        Throwable cause = failure instanceof CompletionException e ? e.getCause() : failure;
        if (cause instanceof ServiceException refusal && FINAL.contains(refusal.code())) {
            return deadLetters.bury(subscription, content, refusal.getMessage());
        }
        return CompletableFuture.failedFuture(failure);
    }
}
