package dev.hikyaku.broker.push;

import dev.hikyaku.delivery.endpoint.Answer;
import dev.hikyaku.delivery.endpoint.Outcome;
import dev.hikyaku.delivery.endpoint.Target;
import dev.hikyaku.delivery.source.Message;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Code as the target of a worker. */
final class PushDelivery implements Target {
    private static final Logger LOG = LoggerFactory.getLogger(PushDelivery.class);

    /** After a push that failed in a way its target knows nothing of. */
    private static final Duration UNEXPECTED = Duration.ofSeconds(10);

    private final PushTarget target;

    PushDelivery(PushTarget target) {
        this.target = target;
    }

    @Override
    public Future<Answer> deliver(List<Message> messages, Map<String, String> headers) {
        return push(messages.getFirst()).map(result -> Answer.of(outcome(result)));
    }

    private Future<PushResult> push(Message message) {
        Future<PushResult> pushed;
        try {
            pushed = target.push(message);
        } catch (RuntimeException e) {
            pushed = Future.failedFuture(e);
        }
        return pushed.otherwise(failure -> {
            LOG.error("The push of a message of {} failed", message.queue(), failure);
            return new PushResult.Again(UNEXPECTED, failure.toString());
        });
    }

    private static Outcome outcome(PushResult result) {
        return switch (result) {
            case PushResult.Done done -> new Outcome.Delivered(200);
            case PushResult.Again again -> new Outcome.Postponed(again.delay());
        };
    }

    @Override
    public void close() {
        target.close();
    }
}
