package dev.hikyaku.delivery.source;

import dev.hikyaku.model.MessageAttribute;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * Moves messages to a dead-letter queue by what the API has: sends them there, then deletes them
 * here. What was sent and not deleted is there twice.
 */
final class SqsGraves {
    private final SqsClient client;
    private final String queueUrl;
    private final SqsAttributes attributes;

    SqsGraves(SqsClient client, String queueUrl, SqsAttributes attributes) {
        this.client = client;
        this.queueUrl = queueUrl;
        this.attributes = attributes;
    }

    /** Blocks. What fails stays where it is, and may be tried again. */
    BatchOutcome bury(List<Burial> burials) {
        try {
            String target = attributes.deadLetterQueueUrl();
            return target == null
                    ? BatchOutcome.refused(burials.size(), noPolicy(burials))
                    : bury(burials, target);
        } catch (RuntimeException e) {
            return BatchOutcome.refused(burials.size(), new Refusal(text(e), true));
        }
    }

    private static Refusal noPolicy(List<Burial> burials) {
        return new Refusal(
                "The queue "
                        + burials.getFirst().message().queue()
                        + " has no RedrivePolicy, so there is no dead-letter queue to move a"
                        + " message to.",
                false);
    }

    private BatchOutcome bury(List<Burial> burials, String target) {
        List<Map<String, MessageAttribute>> named =
                burials.stream().map(Burials::attributes).toList();
        var request = SqsMessages.send(target, burials, named);
        BatchOutcome sent = SqsMessages.outcomes(client.sendMessageBatch(request).failed());
        var refusals = new HashMap<Integer, Refusal>();
        sent.refusals()
                .forEach((place, why) -> refusals.put(place, new Refusal(why.reason(), true)));
        List<Integer> places =
                IntStream.range(0, burials.size())
                        .filter(place -> sent.refusal(place) == null)
                        .boxed()
                        .toList();
        refusals.putAll(delete(burials, places));
        return new BatchOutcome(refusals);
    }

    private Map<Integer, Refusal> delete(List<Burial> burials, List<Integer> places) {
        if (places.isEmpty()) {
            return Map.of();
        }
        List<Handle> handles =
                places.stream().map(place -> burials.get(place).message().handle()).toList();
        BatchOutcome deleted =
                SqsMessages.outcomes(
                        client.deleteMessageBatch(SqsMessages.delete(queueUrl, handles)).failed());
        var refusals = new HashMap<Integer, Refusal>();
        deleted.refusals().forEach((place, why) -> refusals.put(places.get(place), why));
        return refusals;
    }

    private static String text(RuntimeException failure) {
        String where = failure instanceof SdkException ? "" : failure.getClass().getName() + ": ";
        return where + failure.getMessage();
    }
}
