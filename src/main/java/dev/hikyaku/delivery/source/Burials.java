package dev.hikyaku.delivery.source;

import dev.hikyaku.model.DeadReason;
import dev.hikyaku.model.MessageAttribute;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What both sources need to bury messages. */
final class Burials {
    private static final Logger LOG = LoggerFactory.getLogger(Burials.class);

    private Burials() {}

    /** The message attributes of the dead letter. */
    static Map<String, MessageAttribute> attributes(Burial burial) {
        Message message = burial.message();
        var attributes =
                DeadReason.addedTo(message.attributes(), message.body().length, burial.reason());
        if (attributes == null) {
            LOG.warn(
                    "Message {} of {} is moved to the dead-letter queue without {}, for which it"
                            + " has no room. The reason is: {}",
                    message.id(),
                    message.queue(),
                    DeadReason.NAME,
                    burial.reason());
            return message.attributes();
        }
        return attributes;
    }

    private record Part(int first, List<Burial> burials) {}

    /**
     * Calls for a few at a time, one call after the other.
     *
     * @param bytesMax what the messages of one call have at the most, unless one alone has more
     * @param call never fails; what goes wrong is in the outcome
     */
    static CompletableFuture<BatchOutcome> inParts(
            List<Burial> burials,
            int bytesMax,
            Function<List<Burial>, CompletableFuture<BatchOutcome>> call) {
        var refusals = new HashMap<Integer, Refusal>();
        CompletableFuture<Void> done = CompletableFuture.completedFuture(null);
        for (Part part : parts(burials, bytesMax)) {
            done =
                    done.thenCompose(before -> call.apply(part.burials))
                            .thenAccept(outcome ->
                                    outcome.refusals()
                                            .forEach((place, refusal) ->
                                                    refusals.put(part.first + place, refusal)));
        }
        return done.thenApply(all -> new BatchOutcome(refusals));
    }

    private static List<Part> parts(List<Burial> burials, int bytesMax) {
        var parts = new ArrayList<Part>();
        int first = 0;
        int bytes = 0;
        for (int i = 0; i < burials.size(); i++) {
            int size = sizeBytes(burials.get(i));
            if (i > first && bytes + size > bytesMax) {
                parts.add(new Part(first, burials.subList(first, i)));
                first = i;
                bytes = 0;
            }
            bytes += size;
        }
        parts.add(new Part(first, burials.subList(first, burials.size())));
        return parts;
    }

    /** At the most what the message has with its reason; a character has up to 3 bytes. */
    private static int sizeBytes(Burial burial) {
        int size = burial.message().body().length + DeadReason.NAME.length();
        size += 3 * Math.min(burial.reason().length(), DeadReason.LENGTH_MAX);
        for (var attribute : burial.message().attributes().entrySet()) {
            size += attribute.getValue().sizeBytes(attribute.getKey());
        }
        return size;
    }
}
