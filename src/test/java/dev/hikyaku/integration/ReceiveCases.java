package dev.hikyaku.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hikyaku.integration.Sqs.Attribute;
import dev.hikyaku.integration.Sqs.Outgoing;
import dev.hikyaku.integration.Sqs.Receive;
import dev.hikyaku.integration.Sqs.Received;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Messages on their way out: how many, with which attributes, and after which wait. */
interface ReceiveCases extends SqsCases {
    @Test
    default void aReceiveGivesAsManyAsAskedForAndHidesThem() {
        String queue = newQueue();
        send(queue, "1", "2", "3", "4", "5");
        assertThat(sqs().receive(queue, Receive.ONE)).hasSize(1);
        assertThat(counts(queue)).isEqualTo(counts(4, 1, 0));
        assertThat(sqs().receive(queue, Receive.ONE.max(3))).hasSize(3);
        assertThat(sqs().receive(queue, Receive.ONE.max(10))).hasSize(1);
        assertThat(sqs().receive(queue, Receive.ONE.max(10))).isEmpty();
        assertThat(counts(queue)).isEqualTo(counts(0, 5, 0));
    }

    @Test
    default void systemAttributesComeIfAskedFor() {
        long before = System.currentTimeMillis();
        String queue = newQueue();
        send(queue, "x");
        Received first = receiveOne(queue, Receive.ONE.waiting(20).hidden(0).system("All"));
        assertThat(first.system())
                .containsEntry("ApproximateReceiveCount", "1")
                .containsEntry("SenderId", "000000000000")
                .containsKeys("SentTimestamp", "ApproximateFirstReceiveTimestamp")
                .doesNotContainKeys("SequenceNumber", "DeadLetterQueueSourceArn");
        assertThat(Long.parseLong(first.system().getOrDefault("SentTimestamp", "0")))
                .isBetween(before, System.currentTimeMillis());
        Received second =
                receiveOne(
                        queue,
                        Receive.ONE
                                .waiting(20)
                                .system(
                                        "ApproximateReceiveCount",
                                        "ApproximateFirstReceiveTimestamp"));
        assertThat(second.system())
                .isEqualTo(
                        Map.of(
                                "ApproximateReceiveCount",
                                "2",
                                "ApproximateFirstReceiveTimestamp",
                                first.system()
                                        .getOrDefault("ApproximateFirstReceiveTimestamp", "")));
    }

    @Test
    default void messageAttributesComeByNameByPrefixOrAll() {
        String queue = newQueue(Map.of("VisibilityTimeout", "0"));
        var attributes =
                Map.of(
                        "a.x", Attribute.of("String", "1"),
                        "a.y", Attribute.of("String", "2"),
                        "b", Attribute.of("String", "3"));
        sqs().send(queue, Outgoing.of("x").with(attributes));
        assertSelected(queue, attributes, List.of(), Set.of());
        assertSelected(queue, attributes, List.of("b", "none"), Set.of("b"));
        assertSelected(queue, attributes, List.of("a.*"), Set.of("a.x", "a.y"));
        assertSelected(queue, attributes, List.of("All"), attributes.keySet());
        assertSelected(queue, attributes, List.of(".*"), attributes.keySet());
    }

    /** The digest is that of the attributes which come, as SDKs check it. */
    private void assertSelected(
            String queue, Map<String, Attribute> all, List<String> asked, Set<String> expected) {
        var selected = new LinkedHashMap<>(all);
        selected.keySet().retainAll(expected);
        Received received =
                receiveOne(queue, Receive.ONE.waiting(20).attributes(asked.toArray(String[]::new)));
        assertThat(received.attributes()).isEqualTo(selected);
        assertThat(received.md5OfAttributes())
                .isEqualTo(selected.isEmpty() ? null : Digests.md5(selected));
    }

    @Test
    default void aReceiveWithoutWaitingAnswersAtOnceAndALongPollWaits() {
        String queue = newQueue();
        assertThat(sqs().receive(queue, Receive.ONE)).isEmpty();
        long start = System.nanoTime();
        assertThat(sqs().receive(queue, Receive.ONE.waiting(1))).isEmpty();
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isGreaterThanOrEqualTo(Duration.ofMillis(990));
    }

    @Test
    default void theQueuesWaitTimeCountsIfTheReceiveHasNone() {
        String queue = newQueue(Map.of("ReceiveMessageWaitTimeSeconds", "1"));
        long start = System.nanoTime();
        assertThat(sqs().receive(queue, Receive.ONE)).isEmpty();
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isGreaterThanOrEqualTo(Duration.ofMillis(990));
    }

    @Test
    default void aSendWakesALongPoll() {
        String queue = newQueue();
        var poll = receiving(queue, Receive.ONE.waiting(20));
        assertStillWaiting(poll);
        send(queue, "wake up");
        assertThat(answer(poll)).extracting(Received::body).containsExactly("wake up");
    }

    @Test
    default void manyLongPollsShareWhatComes() {
        String queue = newQueue();
        var polls =
                IntStream.range(0, 5)
                        .mapToObj(i -> receiving(queue, Receive.ONE.waiting(20)))
                        .toList();
        polls.forEach(this::assertStillWaiting);
        send(queue, "0", "1", "2", "3", "4");
        assertThat(polls.stream().flatMap(poll -> answer(poll).stream()).map(Received::body))
                .containsExactlyInAnyOrder("0", "1", "2", "3", "4");
    }

    @Test
    default void theEndOfADelayWakesALongPoll() {
        String queue = newQueue();
        long start = System.nanoTime();
        sqs().send(queue, Outgoing.of("later").delayed(2));
        assertThat(sqs().receive(queue, Receive.ONE)).isEmpty();
        assertThat(counts(queue)).isEqualTo(counts(0, 0, 1));
        assertThat(receiveOne(queue).body()).isEqualTo("later");
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isGreaterThanOrEqualTo(Duration.ofMillis(1990));
    }

    @Test
    default void theQueuesDelayCountsIfTheMessageHasNone() {
        String queue = newQueue(Map.of("DelaySeconds", "900"));
        send(queue, "delayed by the queue");
        sqs().send(queue, Outgoing.of("not delayed").delayed(0));
        assertThat(receiveOne(queue).body()).isEqualTo("not delayed");
        assertThat(counts(queue)).isEqualTo(counts(0, 1, 1));
    }

    @Test
    default void theEndOfAVisibilityTimeoutWakesALongPoll() {
        String queue = newQueue();
        send(queue, "again");
        Received first = receiveOne(queue, Receive.ONE.hidden(2));
        Received second =
                receiveOne(queue, Receive.ONE.waiting(20).system("ApproximateReceiveCount"));
        assertThat(second.id()).isEqualTo(first.id());
        assertThat(second.handle()).isNotEqualTo(first.handle());
        assertThat(second.system()).containsEntry("ApproximateReceiveCount", "2");
    }

    @Test
    default void concurrentSendersAndReceiversLoseAndDoubleNothing() {
        String queue = newQueue();
        int senders = 4;
        int each = 50;
        var bodies = new ConcurrentLinkedQueue<String>();
        var work = new ArrayList<CompletableFuture<Void>>();
        for (int s = 0; s < senders; s++) {
            int sender = s;
            work.add(
                    running(() ->
                            IntStream.range(0, each).forEach(i -> send(queue, sender + "/" + i))));
        }
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        for (int r = 0; r < 4; r++) {
            work.add(
                    running(() -> {
                        while (bodies.size() < senders * each && System.nanoTime() < deadline) {
                            for (Received received :
                                    sqs().receive(
                                                    queue,
                                                    Receive.ONE.max(10).waiting(1).hidden(600))) {
                                bodies.add(received.body());
                                sqs().delete(queue, received.handle());
                            }
                        }
                    }));
        }
        work.forEach(CompletableFuture::join);
        assertThat(bodies).hasSize(senders * each).doesNotHaveDuplicates();
        assertThat(counts(queue)).isEqualTo(counts(0, 0, 0));
    }

    private static CompletableFuture<Void> running(Runnable work) {
        return CompletableFuture.runAsync(work, task -> Thread.ofVirtual().start(task));
    }
}
