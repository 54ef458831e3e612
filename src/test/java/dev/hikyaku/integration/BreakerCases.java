package dev.hikyaku.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hikyaku.integration.DaemonSetup.Queue;
import dev.hikyaku.integration.TestWorker.Delivery;
import dev.hikyaku.integration.TestWorker.Reply;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Workers that are down, and come back. */
interface BreakerCases extends DaemonCases {
    String DOWN = "receives nothing";

    /** Less than until a look that nobody woke. */
    Duration AT_ONCE = Duration.ofMillis(2_500);

    @Test
    default void nothingIsReceivedWhileNobodyListens() {
        var bodies = bodies("message", 30);
        try (var worker = new TestWorker(delivery -> 200);
                var daemon = start(setup(worker.url("/")).with("concurrency", 10));
                var sqs = daemon.sqs()) {
            send(sqs, daemon.queue().name(), bodies);
            daemon.process().awaitLog(DOWN);
            stays(() -> assertCounts(sqs, daemon.queue().name(), 30, 0));
            worker.up();
            awaitEmpty(daemon, sqs);
            assertThat(worker.bodies()).containsExactlyInAnyOrderElementsOf(bodies);
            assertThat(worker.deliveries()).extracting(Delivery::receiveCount).containsOnly(1);
        }
    }

    /** Before the first receive, and while it runs. */
    @Test
    default void theHealthUrlMustAnswer() {
        var health = new AtomicInteger(503);
        var asked = new AtomicInteger();
        try (var worker =
                        TestWorker.replying(delivery -> {
                            boolean question = delivery.path().equals("/health");
                            asked.addAndGet(question ? 1 : 0);
                            return Reply.status(question ? health.get() : 200);
                        });
                var daemon =
                        start(
                                setup(worker.url("/"))
                                        .with("health-url", worker.url("/health"))
                                        .with("health-interval", "100ms"));
                var sqs = daemon.sqs()) {
            String queue = daemon.queue().name();
            send(sqs, queue, List.of("before"));
            eventually().until(() -> asked.get() >= 3);
            assertCounts(sqs, queue, 1, 0);
            health.set(200);
            eventually().until(() -> worker.deliveries("before").size() == 1);
            health.set(500);
            // polls that were cancelled may bring something for another second
            eventually()
                    .during(Duration.ofMillis(1500))
                    .until(() -> daemon.admin("GET", "", "").body().contains("\"down\""));
            send(sqs, queue, List.of("meanwhile"));
            stays(() -> assertCounts(sqs, queue, 1, 0));
            health.set(200);
            eventually().until(() -> worker.deliveries("meanwhile").size() == 1);
            assertThat(worker.deliveries("meanwhile").getFirst().receiveCount()).isOne();
            assertThat(worker.deliveries())
                    .filteredOn(delivery -> delivery.path().equals("/health"))
                    .extracting(Delivery::method)
                    .containsOnly("GET");
        }
    }

    /** A receive counts: a worker that fails for long is asked with one message at a time. */
    @Test
    default void aWorkerThatOnlyFailsCostsTrialsAndNoMore() {
        var status = new AtomicInteger(500);
        try (var worker = TestWorker.replying(delivery -> Reply.status(status.get()));
                var daemon =
                        start(
                                setup(worker.url("/"))
                                        .with("concurrency", 5)
                                        .with("breaker.failures", 3)
                                        .with("breaker.wait", "300ms")
                                        .with("slow-start", "0s"));
                var sqs = daemon.sqs()) {
            String queue = daemon.queue().name();
            var bodies = bodies("message", 20);
            send(sqs, queue, bodies);
            daemon.process().awaitLog(DOWN);
            eventually().until(() -> worker.running() == 0);
            int before = worker.deliveries().size();
            eventually().until(() -> worker.deliveries().size() >= before + 5);
            eventually().untilAsserted(() -> assertCounts(sqs, queue, 20, 0));
            status.set(200);
            awaitEmpty(daemon, sqs);
            var deliveries = worker.deliveries();
            assertThat(deliveries).extracting(Delivery::body).containsAll(bodies);
            int receives = 0;
            for (String body : bodies) {
                receives += worker.deliveries(body).getLast().receiveCount();
            }
            assertThat(receives)
                    .as("receives, of which %d are deliveries", deliveries.size())
                    .isBetween(deliveries.size(), deliveries.size() + 5);
        }
    }

    /** One that cannot be connected to costs no trial either. */
    @Test
    default void aWorkerThatDiesCostsWhatWasUnderWay() {
        Queue queue = Queue.of(newName()).dyingAfter(3);
        try (var worker = TestWorker.replying(delivery -> Reply.OK);
                var daemon =
                        start(
                                setup(List.of(queue), worker.url("/"))
                                        .with("concurrency", 5)
                                        .with("breaker.failures", 3)
                                        .with("backoff-max", "1s")
                                        .with("backoff-min", "1s"));
                var sqs = daemon.sqs()) {
            send(sqs, queue.name(), List.of("first"));
            awaitEmpty(daemon, sqs);
            worker.down();
            var bodies = bodies("message", 20);
            send(sqs, queue.name(), bodies);
            daemon.process().awaitLog(DOWN);
            eventually().untilAsserted(() -> assertCounts(sqs, queue.name(), 20, 0));
            stays(() -> assertCounts(sqs, queue.name(), 20, 0));
            worker.up();
            awaitEmpty(daemon, sqs);
            assertThat(worker.bodies()).containsAll(bodies).hasSize(21);
            assertThat(worker.deliveries())
                    .filteredOn(delivery -> delivery.receiveCount() > 1)
                    .hasSizeLessThanOrEqualTo(10);
        }
    }

    @Test
    default void anEndpointThatRegistersIsUsedAtOnce() {
        try (var worker = TestWorker.replying(delivery -> Reply.OK);
                var daemon = start(setup());
                var sqs = daemon.sqs()) {
            send(sqs, daemon.queue().name(), List.of("waits"));
            daemon.process().awaitLog(DOWN);
            looksLessAndLess();
            register(daemon, worker);
            eventually().atMost(AT_ONCE).until(() -> worker.deliveries("waits").size() == 1);
        }
    }

    @Test
    default void aWorkerThatIsResumedIsTriedAtOnce() {
        try (var worker = new TestWorker(delivery -> 200);
                var daemon = start(setup(worker.url("/")));
                var sqs = daemon.sqs()) {
            send(sqs, daemon.queue().name(), List.of("waits"));
            daemon.process().awaitLog(DOWN);
            looksLessAndLess();
            worker.up();
            daemon.admin("POST", "/resume", "");
            eventually().atMost(AT_ONCE).until(() -> worker.deliveries("waits").size() == 1);
        }
    }

    /** Pauses of 0.1, 0.2, 0.4 s and so on: the next look is more than three seconds away. */
    private static void looksLessAndLess() {
        await().pollDelay(Duration.ofMillis(9_600)).until(() -> true);
    }

    private static void register(Daemon daemon, TestWorker worker) {
        String body = "{\"url\": \"" + worker.url("/") + "\", \"lease\": \"1m\"}";
        assertThat(daemon.admin("POST", "/endpoints", body).statusCode()).isEqualTo(200);
    }

    @Test
    default void aWorkerThatComesBackGetsMoreAndMore() {
        var upAtNanos = new AtomicLong();
        var finish = new CountDownLatch(1);
        try (var worker =
                        TestWorker.replying(delivery ->
                                delivery.body().equals("failing")
                                        ? whileDown(upAtNanos)
                                        : whenOpen(finish));
                var daemon =
                        start(
                                setup(worker.url("/"))
                                        .with("concurrency", 20)
                                        .with("breaker.failures", 1)
                                        .with("breaker.wait", "500ms")
                                        .with("slow-start", "2s"));
                var sqs = daemon.sqs()) {
            send(sqs, daemon.queue().name(), List.of("failing"));
            awaitEmpty(daemon, sqs);
            send(sqs, daemon.queue().name(), bodies("message", 30));
            eventually().until(() -> worker.running() == 20);
            var deliveries =
                    worker.deliveries().stream()
                            .filter(delivery -> delivery.body().startsWith("message"))
                            .toList();
            assertThat((deliveries.getLast().atNanos() - deliveries.getFirst().atNanos()) / 1e9)
                    .isGreaterThan(0.5);
            finish.countDown();
            awaitEmpty(daemon, sqs);
        }
    }

    /** Fails for long enough that it is no short outage. */
    private static Reply whileDown(AtomicLong upAtNanos) {
        long now = System.nanoTime();
        upAtNanos.compareAndSet(0, now + Duration.ofMillis(1500).toNanos());
        return Reply.status(now < upAtNanos.get() ? 500 : 200);
    }
}
