package dev.hikyaku.integration;

import dev.hikyaku.integration.GroupLedger.Message;
import dev.hikyaku.integration.GroupLedger.Outcome;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Receives, and deletes in the order of each group; now and then it fails. From there on it leaves
 * the rest of the group to its visibility timeouts, or changes them.
 */
final class FifoConsumer {
    private static final int VISIBILITY_SECONDS = 2;
    private static final int CHANGED_SECONDS_MAX = 3;

    /** The server counts in whole milliseconds, by its own clock. */
    private static final long MARGIN_NANOS = Duration.ofMillis(100).toNanos();

    /** What a handle is answered with whose time is over. */
    private static final String REFUSAL = "InvalidParameterValue";

    private final String queue;
    private final List<GroupLedger> groups;
    private final AtomicInteger outstanding;
    private final Random choices;
    private final int failuresPercent;

    FifoConsumer(
            String queue,
            List<GroupLedger> groups,
            AtomicInteger outstanding,
            Random choices,
            int failuresPercent) {
        this.queue = queue;
        this.groups = groups;
        this.outstanding = outstanding;
        this.choices = choices;
        this.failuresPercent = failuresPercent;
    }

    /** A message in hand, of a receive that was asked for and answered at these times. */
    private record Held(int group, Message message, String handle, long askedAt, long answeredAt) {
        long until() {
            return askedAt + Duration.ofSeconds(VISIBILITY_SECONDS).toNanos() - MARGIN_NANOS;
        }
    }

    /** Works until it is told to end, or there is no answer any more. */
    void run(LightClient client, BooleanSupplier ended) throws IOException {
        while (!ended.getAsBoolean()) {
            long askedAt = System.nanoTime();
            JsonNode answer =
                    client.call(
                            "ReceiveMessage",
                            Map.of(
                                    "QueueUrl",
                                    queue,
                                    "MaxNumberOfMessages",
                                    choices.nextInt(1, 11),
                                    "VisibilityTimeout",
                                    VISIBILITY_SECONDS,
                                    "WaitTimeSeconds",
                                    1,
                                    "MessageSystemAttributeNames",
                                    List.of("SequenceNumber")));
            long answeredAt = System.nanoTime();
            var received =
                    answer.path("Messages")
                            .valueStream()
                            .map(message -> held(message, askedAt, answeredAt))
                            .toList();
            settle(client, received);
        }
    }

    private static Held held(JsonNode message, long askedAt, long answeredAt) {
        String[] body = message.path("Body").asString().split("/", -1);
        return new Held(
                Integer.parseInt(body[0]),
                new Message(
                        Integer.parseInt(body[1]),
                        message.path("Attributes").path("SequenceNumber").asString()),
                message.path("ReceiptHandle").asString(),
                askedAt,
                answeredAt);
    }

    private void settle(LightClient client, List<Held> received) throws IOException {
        var byGroup = new LinkedHashMap<Integer, List<Held>>();
        received.forEach(
                held -> byGroup.computeIfAbsent(held.group, group -> new ArrayList<>()).add(held));
        byGroup.forEach((group, messages) ->
                groups.get(group)
                        .received(
                                messages.stream().map(Held::message).toList(),
                                messages.getFirst().askedAt,
                                messages.getFirst().answeredAt));
        var done = new ArrayList<Held>();
        var failed = new ArrayList<Held>();
        for (List<Held> messages : byGroup.values()) {
            int good = 0;
            while (good < messages.size() && choices.nextInt(100) >= failuresPercent) {
                good++;
            }
            done.addAll(messages.subList(0, good));
            failed.addAll(messages.subList(good, messages.size()));
        }
        for (Held held : failed) {
            fail(client, held);
        }
        delete(client, done);
    }

    private void fail(LightClient client, Held held) throws IOException {
        GroupLedger group = groups.get(held.group);
        if (choices.nextBoolean()) {
            group.held(held.answeredAt, held.until());
            return;
        }
        int seconds = choices.nextInt(CHANGED_SECONDS_MAX + 1);
        long sentAt = System.nanoTime();
        group.held(held.answeredAt, Math.min(held.until(), sentAt));
        boolean changed =
                batch(client, "ChangeMessageVisibilityBatch", List.of(held), seconds).contains(0);
        if (changed) {
            group.held(
                    System.nanoTime(),
                    sentAt + Duration.ofSeconds(seconds).toNanos() - MARGIN_NANOS);
        }
    }

    private void delete(LightClient client, List<Held> done) throws IOException {
        if (done.isEmpty()) {
            return;
        }
        long sentAt = System.nanoTime();
        for (Held held : done) {
            groups.get(held.group).held(held.answeredAt, Math.min(held.until(), sentAt));
        }
        List<Integer> deleted;
        try {
            deleted = batch(client, "DeleteMessageBatch", done, null);
        } catch (IOException e) {
            done.forEach(held -> note(held, sentAt, Outcome.UNKNOWN));
            throw e;
        }
        for (int i = 0; i < done.size(); i++) {
            note(done.get(i), sentAt, deleted.contains(i) ? Outcome.DONE : Outcome.REFUSED);
        }
        outstanding.addAndGet(-deleted.size());
    }

    private void note(Held held, long sentAt, Outcome outcome) {
        groups.get(held.group).deleted(held.message.number(), sentAt, System.nanoTime(), outcome);
    }

    /** Which of the entries were done. The others' time was over. */
    private List<Integer> batch(
            LightClient client, String action, List<Held> messages, @Nullable Integer seconds)
            throws IOException {
        var entries = new ArrayList<Map<String, Object>>();
        for (int i = 0; i < messages.size(); i++) {
            var entry = new LinkedHashMap<String, Object>();
            entry.put("Id", "" + i);
            entry.put("ReceiptHandle", messages.get(i).handle);
            if (seconds != null) {
                entry.put("VisibilityTimeout", seconds);
            }
            entries.add(entry);
        }
        JsonNode answer = client.call(action, Map.of("QueueUrl", queue, "Entries", entries));
        for (JsonNode failed : answer.path("Failed")) {
            String code = failed.path("Code").asString();
            if (!code.equals(REFUSAL)) {
                throw new AssertionError(action + " was refused: " + failed);
            }
        }
        return answer.path("Successful")
                .valueStream()
                .map(entry -> Integer.parseInt(entry.path("Id").asString()))
                .toList();
    }
}
