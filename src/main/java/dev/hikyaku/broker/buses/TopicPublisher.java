package dev.hikyaku.broker.buses;

import dev.hikyaku.event.EventError;
import java.util.concurrent.CompletableFuture;

/** Publishes to topics, for rules whose target is one. */
public interface TopicPublisher {
    /** There are no topics. */
    TopicPublisher NONE =
            (topicArn, message) ->
                    CompletableFuture.failedFuture(
                            EventError.RESOURCE_NOT_FOUND.of("There is no topic " + topicArn));

    /** Publishes; the message is safe when the future completes. */
    CompletableFuture<?> publish(String topicArn, String message);
}
