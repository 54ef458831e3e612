package dev.hikyaku.api.sqs;

import dev.hikyaku.model.QueueArn;
import dev.hikyaku.model.QueueAttributes;
import dev.hikyaku.model.RedrivePolicy;
import dev.hikyaku.model.ServiceException;

/** Whether a redrive policy points to a queue that is there. */
final class RedriveTargets {
    private RedriveTargets() {}

    /**
     * Checks the policy of a queue, if it has one.
     *
     * @throws ServiceException (InvalidParameterValue) if the dead-letter queue does not exist
     */
    static void check(Queues queues, QueueAttributes attributes) {
        RedrivePolicy policy = attributes.redrivePolicy();
        if (policy != null) {
            QueueArn target = policy.deadLetterTarget();
            if (queues.engine().catalog().find(target) == null) {
                throw RedrivePolicy.invalid(
                        String.valueOf(attributes.get("RedrivePolicy")),
                        "Dead letter target does not exist.");
            }
        }
    }
}
