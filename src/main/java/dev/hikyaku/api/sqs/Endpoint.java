package dev.hikyaku.api.sqs;

import dev.hikyaku.model.QueueArn;
import java.util.function.Supplier;

/**
 * How this server names its queues to the outside.
 *
 * @param advertise gives the URL that clients reach it at, without a slash at its end; it is known
 *     once the server listens
 * @param region of ARNs
 * @param account 12 digits, of ARNs and queue URLs
 */
public record Endpoint(Supplier<String> advertise, String region, String account) {
    public QueueArn arn(String name) {
        return new QueueArn(region, account, name);
    }

    public String url(QueueArn queue) {
        return advertise.get() + "/" + queue.account() + "/" + queue.name();
    }
}
