package dev.hikyaku.broker.topics;

import dev.hikyaku.broker.push.HttpSender;
import dev.hikyaku.delivery.source.Message;
import dev.hikyaku.topic.DeliveryPolicy;
import dev.hikyaku.topic.Envelope;
import dev.hikyaku.topic.Subscription;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

/** POSTs to an endpoint, with the headers of SNS. */
final class HttpCall implements Call {
    /** What SNS gives an endpoint. */
    private static final Duration TIMEOUT = Duration.ofSeconds(15);

    private static final int TOO_MANY_REQUESTS = 429;

    private final HttpSender sender;

    HttpCall(Vertx vertx) {
        this.sender = new HttpSender(vertx);
    }

    @Override
    public Future<Outcome> deliver(
            Subscription subscription, DeliveryPolicy policy, Message message) {
        URI uri = URI.create(subscription.endpoint());
        return sender.send(
                        new HttpSender.Request(
                                "POST",
                                withoutUser(uri),
                                headers(uri, subscription, policy, message),
                                message.body(),
                                TIMEOUT))
                .map(HttpCall::outcome);
    }

    private static Map<String, String> headers(
            URI uri, Subscription subscription, DeliveryPolicy policy, Message message) {
        String type = message.system().getOrDefault(Rendering.TYPE, Envelope.NOTIFICATION);
        var headers = new HashMap<String, String>();
        headers.put("x-amz-sns-message-type", type);
        headers.put(
                "x-amz-sns-message-id",
                message.system().getOrDefault(Rendering.MESSAGE_ID, message.id()));
        headers.put("x-amz-sns-topic-arn", subscription.topicArn());
        if (!type.equals(Envelope.SUBSCRIPTION_CONFIRMATION)) {
            headers.put("x-amz-sns-subscription-arn", subscription.arn());
        }
        if (message.system().containsKey(Rendering.RAW)) {
            headers.put("x-amz-sns-rawdelivery", "true");
        }
        headers.put("Content-Type", policy.contentType());
        headers.put("User-Agent", "Amazon Simple Notification Service Agent");
        String user = uri.getUserInfo();
        if (user != null) {
            byte[] credentials = user.getBytes(StandardCharsets.UTF_8);
            headers.put(
                    "Authorization", "Basic " + Base64.getEncoder().encodeToString(credentials));
        }
        return headers;
    }

    private static URI withoutUser(URI uri) {
        return uri.getRawUserInfo() == null
                ? uri
                : URI.create(uri.toString().replaceFirst("//[^@/]*@", "//"));
    }

    /** A client error other than 429 is final, as SNS has it. */
    private static Outcome outcome(HttpSender.Reply reply) {
        if (reply.success()) {
            return Outcome.DELIVERED;
        }
        String reason = "the endpoint answered " + reply.status();
        boolean clientError = reply.status() >= 400 && reply.status() < 500;
        return clientError && reply.status() != TOO_MANY_REQUESTS
                ? Outcome.refused(reason)
                : Outcome.failed(reason);
    }

    @Override
    public void close() {
        sender.close();
    }
}
