package dev.hikyaku.broker.topics;

import dev.hikyaku.broker.push.QueueSender;
import dev.hikyaku.model.DeadReason;
import dev.hikyaku.model.MessageContent;
import dev.hikyaku.model.QueueArn;
import dev.hikyaku.topic.Subscription;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What becomes of messages that a subscription's endpoint did not take. */
record DeadLetters(QueueSender sender) {
    private static final Logger LOG = LoggerFactory.getLogger(DeadLetters.class);

    /**
     * Sends a message to the subscription's dead-letter queue, with the reason as {@link
     * DeadReason} where that has room for it. Without a queue, or if that does not take it either,
     * the message is dropped.
     *
     * @return completes in any case
     */
    CompletableFuture<Void> bury(Subscription subscription, MessageContent content, String reason) {
        String target = subscription.deadLetterTarget();
        if (target == null) {
            LOG.warn("A message for {} is dropped: {}", subscription.arn(), reason);
            return CompletableFuture.completedFuture(null);
        }
        QueueArn queue = QueueArn.parse(target);
        return sender.send(queue, withReason(content, reason))
                .exceptionallyCompose(refused -> sender.send(queue, content))
                .handle((sent, failure) -> {
                    if (failure != null) {
                        LOG.warn(
                                "A message for {} is dropped: {}; and its dead-letter queue: {}",
                                subscription.arn(),
                                reason,
                                failure.toString());
                    }
                    return null;
                });
    }

    private static MessageContent withReason(MessageContent content, String reason) {
        int length = content.body().getBytes(StandardCharsets.UTF_8).length;
        var attributes = DeadReason.addedTo(content.attributes(), length, reason);
        return attributes == null ? content : content.withAttributes(attributes);
    }
}
