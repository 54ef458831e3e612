package dev.hikyaku.api;

import dev.hikyaku.model.QueueArn;

/**
 * How this server names itself and its queues to the outside.
 *
 * @param advertise the URL that clients reach it at, without a slash at its end
 * @param region of requests that name none
 * @param account 12 digits, of requests whose access key id is none
 */
public record Endpoint(String advertise, String region, String account) {
    /** The ARN of a queue of the server's own region and account. */
    public QueueArn arn(String name) {
        return new QueueArn(region, account, name);
    }

    public String url(QueueArn queue) {
        return advertise + "/" + queue.account() + "/" + queue.name();
    }
}
