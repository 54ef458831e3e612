package dev.hikyaku.broker.buses;

import dev.hikyaku.broker.push.QueueSender;
import dev.hikyaku.model.QueueArn;
import dev.hikyaku.model.ServiceException;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What could not be delivered goes to the target's dead-letter queue, with the reasons. */
record DeadLetters(QueueSender queues) {
    private static final Logger LOG = LoggerFactory.getLogger(DeadLetters.class);

    /** A message's attribute is refused beyond its own limits; a reason needs no more. */
    private static final int REASON_LENGTH_MAX = 1000;

    /**
     * Buries a delivery. Without a queue for it, it is given up and logged.
     *
     * @param retries attempts after the first
     * @param condition what of the retry policy ended it; null if none did
     * @return completes when nothing more is to be done; fails if another attempt may succeed
     */
    CompletableFuture<Void> bury(
            Job job, Failure failure, int retries, @Nullable String condition) {
        String queue = job.head().deadLetterArn();
        LOG.warn(
                "An event for {} of {} was not delivered after {} retries and {}: {}",
                job.head().targetArn(),
                job.head().rule(),
                retries,
                queue == null ? "is dropped" : "goes to " + queue,
                failure.message());
        if (queue == null) {
            return CompletableFuture.completedFuture(null);
        }
        var texts = new TreeMap<String, String>();
        texts.put("RULE_ARN", job.head().rule());
        texts.put("TARGET_ARN", job.head().targetArn());
        texts.put("ERROR_CODE", failure.code());
        texts.put("ERROR_MESSAGE", reason(failure.message()));
        if (condition != null) {
            texts.put("RETRY_ATTEMPTS", Integer.toString(retries));
            texts.put("EXHAUSTED_RETRY_CONDITION", condition);
        }
        return sent(queue, job, texts);
    }

    private static String reason(String message) {
        String text = message.isBlank() ? "unknown" : message;
        return text.substring(0, Math.min(text.length(), REASON_LENGTH_MAX));
    }

    private CompletableFuture<Void> sent(String queue, Job job, TreeMap<String, String> texts) {
        CompletableFuture<?> sent;
        try {
            sent = queues.send(QueueArn.parse(queue), Messages.of(job.event(), texts));
        } catch (ServiceException e) {
            sent = CompletableFuture.failedFuture(e);
        }
        return sent.thenAccept(done -> {})
                .exceptionallyCompose(failed -> {
                    Failure why = Failure.of(failed);
                    if (!why.lasting()) {
                        return CompletableFuture.failedFuture(failed);
                    }
                    LOG.error("A dead letter for {} is lost: {}", queue, why.message());
                    return CompletableFuture.completedFuture(null);
                });
    }
}
