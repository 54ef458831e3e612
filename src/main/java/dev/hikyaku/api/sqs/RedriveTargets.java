package dev.hikyaku.api.sqs;

import dev.hikyaku.engine.Catalog;
import dev.hikyaku.model.QueueArn;
import dev.hikyaku.model.RedriveAllowPolicy;
import dev.hikyaku.model.RedrivePolicy;
import dev.hikyaku.model.ServiceException;
import dev.hikyaku.queue.QueueDefinition;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Whether a queue may have the dead-letter queue that it is to get. */
final class RedriveTargets {
    private RedriveTargets() {}

    /**
     * Checks the redrive policy among attributes that are to be set, if there is one.
     *
     * @throws ServiceException (InvalidParameterValue) if the dead-letter queue does not exist, is
     *     not of the same region, account and type, or does not allow it
     */
    static void check(Catalog catalog, QueueArn source, Map<String, String> attributes) {
        String json = attributes.getOrDefault("RedrivePolicy", "");
        if (json.isEmpty()) {
            return;
        }
        QueueArn target = RedrivePolicy.parse(json).deadLetterTarget();
        if (!target.region().equals(source.region())
                || !target.account().equals(source.account())) {
            throw RedrivePolicy.invalid(
                    json,
                    "Dead letter target must be of the same region and account as the queue, "
                            + source.region()
                            + " and "
                            + source.account()
                            + ".");
        }
        if (target.fifo() != source.fifo()) {
            throw RedrivePolicy.invalid(
                    json,
                    "Dead letter target must be of the queue's own type: FIFO for a FIFO queue,"
                            + " standard for a standard queue.");
        }
        QueueDefinition queue = catalog.find(target);
        if (queue == null) {
            throw RedrivePolicy.invalid(json, "Dead letter target does not exist.");
        }
        checkAllowed(json, source, queue.attributes().redriveAllowPolicy());
    }

    private static void checkAllowed(
            String json, QueueArn source, @Nullable RedriveAllowPolicy policy) {
        if (policy != null && !policy.allows(source)) {
            throw RedrivePolicy.invalid(
                    json,
                    "The RedriveAllowPolicy of the dead letter target does not allow "
                            + source
                            + " to use it.");
        }
    }
}
