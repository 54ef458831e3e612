package dev.hikyaku.integration;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import tools.jackson.databind.JsonNode;

/**
 * Sends to groups that nobody else sends to: half of it to a few of them, the other half to all by
 * turns. A batch that had no answer goes again, with the same deduplication ids.
 */
final class FifoProducer {
    private static final int BATCH = 10;
    private static final int HOT_GROUPS = 25;
    private static final int PAUSE_MILLIS = 5;

    private final String queue;
    private final List<GroupLedger> groups;
    private final int firstGroup;
    private final Random choices;
    private final AtomicInteger outstanding;
    private final int outstandingMax;
    private List<Map<String, String>> batch = List.of();
    private int turns;

    /**
     * A producer for these groups.
     *
     * @param firstGroup the number of the first of them
     * @param outstanding messages that were sent and not deleted, of all producers; it sends none
     *     while that is above the maximum
     */
    FifoProducer(
            String queue,
            List<GroupLedger> groups,
            int firstGroup,
            Random choices,
            AtomicInteger outstanding,
            int outstandingMax) {
        this.queue = queue;
        this.groups = groups;
        this.firstGroup = firstGroup;
        this.choices = choices;
        this.outstanding = outstanding;
        this.outstandingMax = outstandingMax;
    }

    /** Sends until there is no answer any more. */
    void runOn(LightClient client) throws IOException {
        run(client, () -> false);
    }

    /** Sends until what had no answer has one, and every group has had a turn. */
    void finish(LightClient client) throws IOException {
        run(client, () -> turns >= groups.size());
    }

    private void run(LightClient client, BooleanSupplier ended) throws IOException {
        while (!batch.isEmpty() || !ended.getAsBoolean()) {
            if (batch.isEmpty() && outstanding.get() > outstandingMax) {
                client.count(queue); // fails when the server was killed, and with it the consumers
                pause();
                continue;
            }
            if (batch.isEmpty()) {
                batch = nextBatch();
            }
            JsonNode answer =
                    client.call("SendMessageBatch", Map.of("QueueUrl", queue, "Entries", batch));
            if (answer.path("Successful").size() != batch.size()) {
                throw new AssertionError("some entries were refused: " + answer);
            }
            outstanding.addAndGet(batch.size());
            batch = List.of();
        }
    }

    private static void pause() throws IOException {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private List<Map<String, String>> nextBatch() {
        var entries = new ArrayList<Map<String, String>>();
        for (int i = 0; i < BATCH; i++) {
            int group = nextGroup();
            String body = (firstGroup + group) + "/" + groups.get(group).next();
            entries.add(
                    Map.of(
                            "Id",
                            "e" + i,
                            "MessageBody",
                            body,
                            "MessageGroupId",
                            "group-" + (firstGroup + group),
                            "MessageDeduplicationId",
                            body));
        }
        return entries;
    }

    private int nextGroup() {
        return choices.nextBoolean() ? choices.nextInt(HOT_GROUPS) : turns++ % groups.size();
    }
}
