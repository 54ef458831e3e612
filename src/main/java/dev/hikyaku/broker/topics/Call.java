package dev.hikyaku.broker.topics;

import dev.hikyaku.delivery.source.Message;
import dev.hikyaku.topic.DeliveryPolicy;
import dev.hikyaku.topic.Subscription;
import io.vertx.core.Future;

/** A way to endpoints other than queues. Belongs to one event loop. */
interface Call extends AutoCloseable {
    /** How a call ended. */
    sealed interface Outcome {
        record Delivered() implements Outcome {}

        /**
         * It failed.
         *
         * @param retriesMax after which to give up, if the retry plan would not before
         */
        record Failed(String reason, int retriesMax) implements Outcome {}

        Outcome DELIVERED = new Delivered();

        /** It failed in a way that may pass. */
        static Outcome failed(String reason) {
            return new Failed(reason, Integer.MAX_VALUE);
        }

        /** It failed for good. */
        static Outcome refused(String reason) {
            return new Failed(reason, 0);
        }
    }

    /** Delivers a message. A future that fails counts as a failure that may pass. */
    Future<Outcome> deliver(Subscription subscription, DeliveryPolicy policy, Message message);

    @Override
    default void close() {}
}
