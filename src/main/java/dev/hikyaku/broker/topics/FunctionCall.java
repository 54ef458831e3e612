package dev.hikyaku.broker.topics;

import dev.hikyaku.broker.push.Functions;
import dev.hikyaku.broker.push.HttpSender;
import dev.hikyaku.delivery.source.Message;
import dev.hikyaku.topic.DeliveryPolicy;
import dev.hikyaku.topic.Subscription;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Duration;
import java.util.Map;

/** Invokes a function with the event of a message. */
final class FunctionCall implements Call {
    /** As long as a function may run. */
    private static final Duration TIMEOUT = Duration.ofMinutes(15);

    /** How often a function that fails is invoked again, as Lambda has it. */
    private static final int FUNCTION_RETRIES = 2;

    private final HttpSender sender;
    private final Functions functions;

    FunctionCall(Vertx vertx, Functions functions) {
        this.sender = new HttpSender(vertx);
        this.functions = functions;
    }

    @Override
    public Future<Outcome> deliver(
            Subscription subscription, DeliveryPolicy policy, Message message) {
        URI url = functions.find(subscription.endpoint());
        if (url == null) {
            return Future.succeededFuture(
                    Outcome.failed("no [[function]] is there for " + subscription.endpoint()));
        }
        return sender.send(
                        new HttpSender.Request(
                                "POST",
                                url,
                                Map.of("Content-Type", "application/json"),
                                message.body(),
                                TIMEOUT))
                .map(FunctionCall::outcome);
    }

    private static Outcome outcome(HttpSender.Reply reply) {
        if (!reply.success()) {
            return Outcome.failed("the invocation was answered " + reply.status());
        }
        return reply.headers().contains("X-Amz-Function-Error")
                ? new Outcome.Failed("the function failed", FUNCTION_RETRIES)
                : Outcome.DELIVERED;
    }

    @Override
    public void close() {
        sender.close();
    }
}
