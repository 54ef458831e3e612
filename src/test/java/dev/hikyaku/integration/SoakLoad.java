package dev.hikyaku.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/** Sends, receives and everything between, at a rate; and what was sent and has not come yet. */
final class SoakLoad implements AutoCloseable {
    private static final int BATCH = 10;
    private static final String DEAD = "once";
    private static final long CHURN_EVERY = 50;

    private final LightClient client;
    private final SoakServices services;
    private final long pauseNanos;
    private final SoakWorker worker;
    private final Random random = new Random(11);
    private final Set<String> outstanding = ConcurrentHashMap.newKeySet();
    private final Set<String> pushed = ConcurrentHashMap.newKeySet();
    private final ConcurrentLinkedQueue<Long> nanos = new ConcurrentLinkedQueue<>();
    private final AtomicLong received = new AtomicLong();
    private final AtomicLong dead = new AtomicLong();
    private final AtomicLong ticks = new AtomicLong();
    private final List<CompletableFuture<Void>> receivers = new ArrayList<>();
    private final String standard;
    private final String fifo;
    private final String failing;
    private final String deadLetters;
    private final String pushedQueue;
    private final String scheduled;
    private long sent;
    private long rounds;
    private long sliceBegan = System.nanoTime();
    private long sliceReceived;
    private volatile boolean ended;

    /** A slice's rate and latency of sends. */
    record Slice(double rate, long p99Millis) {}

    SoakLoad(String url, int rate, SoakWorker worker) throws IOException {
        this.client = new LightClient(url);
        this.pauseNanos = 1_000_000_000L * 3 * BATCH / rate;
        this.worker = worker;
        this.standard = create("standard", Map.of());
        this.fifo = create("line.fifo", Map.of("FifoQueue", "true"));
        this.deadLetters = create("dead", Map.of());
        String policy =
                "{\"deadLetterTargetArn\":\"arn:aws:sqs:us-east-1:000000000000:dead\",\"maxReceiveCount\":1}";
        this.failing = create("failing", Map.of("RedrivePolicy", policy));
        this.pushedQueue = create("pushed", Map.of());
        this.scheduled = create("scheduled", Map.of());
        this.services = new SoakServices(url, "standard", "scheduled");
        for (String queue : List.of(standard, fifo, deadLetters)) {
            receivers.add(Loads.running(() -> receive(queue)));
        }
        receivers.add(Loads.running(this::fail));
        receivers.add(Loads.running(this::tick));
    }

    private String create(String name, Map<String, String> attributes) throws IOException {
        return client.call("CreateQueue", Map.of("QueueName", name, "Attributes", attributes))
                .path("QueueUrl")
                .asString();
    }

    /** Sends at the rate until then. */
    void runUntil(long untilNanos) throws IOException {
        long next = System.nanoTime();
        while (System.nanoTime() < untilNanos) {
            round();
            next = Math.max(next + pauseNanos, System.nanoTime() - 1_000_000_000L);
            LockSupport.parkNanos(next - System.nanoTime());
        }
    }

    private void round() throws IOException {
        rounds++;
        send(standard, bodies("s"), outstanding);
        send(fifo, bodies("f"), outstanding);
        send(pushedQueue, bodies("p"), pushed);
        if (rounds % 10 == 0) {
            send(failing, List.of(DEAD + rounds), outstanding);
            publish("published" + rounds);
        }
        if (rounds % CHURN_EVERY == 0) {
            String name = "churn" + rounds;
            String queue = create(name, Map.of());
            client.send(queue, "goes with its queue");
            client.call("DeleteQueue", Map.of("QueueUrl", queue));
        }
        pushed.removeIf(worker::took);
    }

    private void publish(String message) {
        outstanding.add(message);
        services.publish(message);
    }

    private List<String> bodies(String kind) {
        return IntStream.range(0, BATCH)
                .mapToObj(i -> kind + sent++ + " " + "x".repeat(random.nextInt(1000)))
                .toList();
    }

    private void send(String queue, List<String> bodies, Set<String> expected) throws IOException {
        expected.addAll(bodies);
        var entries =
                IntStream.range(0, bodies.size())
                        .mapToObj(i -> entry(queue, i, bodies.get(i)))
                        .toList();
        long began = System.nanoTime();
        var answer = client.call("SendMessageBatch", Map.of("QueueUrl", queue, "Entries", entries));
        nanos.add(System.nanoTime() - began);
        assertThat(answer.path("Successful").size()).isEqualTo(bodies.size());
    }

    private Map<String, ?> entry(String queue, int number, String body) {
        String id = "e" + number;
        if (queue.equals(fifo)) {
            String group = "g" + random.nextInt(100);
            return Map.of(
                    "Id", id,
                    "MessageBody", body,
                    "MessageGroupId", group,
                    "MessageDeduplicationId", body.substring(0, body.indexOf(' ')));
        }
        return queue.equals(standard) && number == 0
                ? Map.of("Id", id, "MessageBody", body, "DelaySeconds", 1 + random.nextInt(5))
                : Map.of("Id", id, "MessageBody", body);
    }

    private void receive(String queue) throws IOException {
        while (!ended) {
            var messages = client.receive(queue, 60, 1);
            if (messages.isEmpty()) {
                continue;
            }
            if (received.get() % 100 < BATCH) {
                client.call(
                        "ChangeMessageVisibility",
                        Map.of(
                                "QueueUrl",
                                queue,
                                "ReceiptHandle",
                                messages.getFirst().handle(),
                                "VisibilityTimeout",
                                120));
            }
            client.deleteBatch(queue, messages);
            messages.forEach(message -> {
                assertThat(outstanding.remove(message.body())).as(message.body()).isTrue();
                if (queue.equals(deadLetters)) {
                    dead.incrementAndGet();
                }
            });
            received.addAndGet(messages.size());
        }
    }

    /** Receives and does not delete, so that the next look makes dead letters of them. */
    private void fail() throws IOException {
        while (!ended) {
            client.receive(failing, 1, 1);
        }
    }

    private void tick() throws IOException {
        while (!ended) {
            var messages = client.receive(scheduled, 60, 1);
            if (!messages.isEmpty()) {
                client.deleteBatch(scheduled, messages);
                ticks.addAndGet(messages.size());
            }
        }
    }

    /** So many messages at once, which then go by themselves. */
    void backlog(int messages) throws IOException {
        String queue = create("backlog", Map.of());
        for (int i = 0; i < messages / BATCH; i++) {
            int batch = i;
            client.sendBatch(
                    queue,
                    IntStream.range(0, BATCH)
                            .mapToObj(k -> "b" + batch + "-" + k + "x".repeat(200))
                            .toList());
        }
        int there = 0;
        for (var some = client.receive(queue, 600, 0);
                !some.isEmpty();
                some = client.receive(queue, 600, 0)) {
            there += some.size();
            client.deleteBatch(queue, some);
        }
        assertThat(there).as("messages of the backlog").isEqualTo(messages / BATCH * BATCH);
        client.call("DeleteQueue", Map.of("QueueUrl", queue));
    }

    Slice slice() {
        long now = System.nanoTime();
        long[] sorted = nanos.stream().mapToLong(Long::longValue).sorted().toArray();
        nanos.clear();
        double seconds = (now - sliceBegan) / 1e9;
        var slice =
                new Slice(
                        (received.get() - sliceReceived) / seconds,
                        sorted.length == 0 ? 0 : sorted[sorted.length * 99 / 100] / 1_000_000);
        sliceBegan = now;
        sliceReceived = received.get();
        return slice;
    }

    /** Waits until everything that was sent has come. */
    void finish() {
        await("everything that was sent")
                .atMost(Duration.ofMinutes(2))
                .failFast(
                        "a receiver failed",
                        () -> receivers.stream().anyMatch(CompletableFuture::isDone))
                .until(() -> {
                    pushed.removeIf(worker::took);
                    return outstanding.isEmpty() && pushed.isEmpty();
                });
        ended = true;
        receivers.forEach(CompletableFuture::join);
    }

    String summary() {
        return "%d sent, %d received, %d of them dead letters, %d firings; all came, none twice"
                .formatted(sent, received.get(), dead.get(), ticks.get());
    }

    @Override
    public void close() {
        ended = true;
        services.close();
        client.close();
    }
}
