package dev.hikyaku.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hikyaku.integration.Daemon.Place;
import dev.hikyaku.integration.Sqs.Attribute;
import dev.hikyaku.integration.Sqs.Outgoing;
import dev.hikyaku.integration.Sqs.Receive;
import dev.hikyaku.integration.TestWorker.Delivery;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The delivery daemon, in the server and alone, between real queues and a real HTTP worker. */
final class DeliveryIT {
    private static final int OK = 200;
    private static final int FAILED = 500;
    private static final Duration A_WHILE = Duration.ofSeconds(1);

    @TempDir private Path folder;

    @SuppressWarnings("NullAway.Init") // JUnit sets the field
    DeliveryIT() {}

    private static ConditionFactory eventually() {
        return await().atMost(HikyakuProcess.PATIENCE);
    }

    private static List<String> bodies(int messages) {
        return IntStream.range(0, messages).mapToObj(i -> "message " + i).toList();
    }

    private static void send(Sqs sqs, List<String> bodies) {
        String queue = sqs.queueUrl("jobs");
        for (int from = 0; from < bodies.size(); from += 10) {
            var batch = new LinkedHashMap<String, Outgoing>();
            for (String body : bodies.subList(from, Math.min(from + 10, bodies.size()))) {
                batch.put("e" + batch.size(), Outgoing.of(body));
            }
            assertThat(sqs.sendBatch(queue, batch).failedCodes()).isEmpty();
        }
    }

    private static void assertCounts(Sqs sqs, int visible, int inFlight) {
        assertThat(sqs.queueAttributes(sqs.queueUrl("jobs"), "All"))
                .containsEntry("ApproximateNumberOfMessages", Integer.toString(visible))
                .containsEntry("ApproximateNumberOfMessagesNotVisible", Integer.toString(inFlight));
    }

    @ParameterizedTest
    @EnumSource
    void everyMessageIsDeliveredOnce(Place place) {
        var bodies = bodies(300);
        try (var worker = new TestWorker(delivery -> OK).up();
                var daemon = place.start(folder, worker.url("/"), 20);
                var sqs = daemon.sqs()) {
            send(sqs, bodies);
            eventually().untilAsserted(() -> assertCounts(sqs, 0, 0));
            assertThat(worker.bodies()).containsExactlyInAnyOrderElementsOf(bodies);
            assertThat(daemon.terminate().orTimeout(60, TimeUnit.SECONDS).join()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aDeliveryLooksLikeThoseOfElasticBeanstalk(Place place) {
        String body = "{\"text\":\"\u00e9\u3042\ud83d\ude80\"}\r\n\t\"<&>";
        var attributes =
                Map.of(
                        "Trace", Attribute.of("String", "a b"),
                        "Amount", Attribute.of("Number.int", "12"),
                        "Name", Attribute.of("String", "\u00e9\n"),
                        "Picture", Attribute.of("Binary", new byte[] {1, 2}));
        try (var worker = new TestWorker(delivery -> OK).up();
                var daemon = place.start(folder, worker.url("/jobs/new"), 1);
                var sqs = daemon.sqs()) {
            Instant before = Instant.now().minusSeconds(1);
            String id = sqs.send(sqs.queueUrl("jobs"), Outgoing.of(body).with(attributes)).id();
            eventually().until(() -> worker.deliveries().size() == 1);
            Delivery delivery = worker.deliveries().getFirst();
            assertThat(delivery.method()).isEqualTo("POST");
            assertThat(delivery.path()).isEqualTo("/jobs/new");
            assertThat(delivery.body()).isEqualTo(body);
            assertThat(delivery.header("User-Agent")).isEqualTo("aws-sqsd/2.0");
            assertThat(delivery.header("Content-Type")).isEqualTo("application/json");
            assertThat(delivery.header("X-Aws-Sqsd-Msgid")).isEqualTo(id);
            assertThat(delivery.header("X-Sqsd-Msgid")).isEqualTo(id);
            assertThat(delivery.header("X-Aws-Sqsd-Queue")).isEqualTo("jobs");
            assertThat(delivery.header("X-Aws-Sqsd-Path")).isEqualTo("/jobs/new");
            assertThat(delivery.receiveCount()).isEqualTo(1);
            assertThat(delivery.header("X-Aws-Sqsd-Attr-Trace")).isEqualTo("a b");
            assertThat(delivery.header("X-Aws-Sqsd-Attr-Amount")).isEqualTo("12");
            assertThat(delivery.header("X-Aws-Sqsd-Attr-Name")).isEqualTo("UTF-8''%C3%A9%0A");
            assertThat(delivery.headers()).doesNotContainKey("X-aws-sqsd-attr-picture");
            var sentAt = Instant.parse(delivery.header("X-Aws-Sqsd-Sent-At"));
            var receivedAt = Instant.parse(delivery.header("X-Aws-Sqsd-First-Received-At"));
            assertThat(List.of(before, sentAt, receivedAt, Instant.now().plusSeconds(1)))
                    .isSorted();
        }
    }

    /** What fails comes again until it was received as often as it may be, and not once more. */
    @ParameterizedTest
    @EnumSource
    void whatFailsIsTriedAgainAndThenADeadLetter(Place place) {
        try (var worker = new TestWorker(DeliveryIT::moody).up();
                var daemon = place.start(folder, worker.url("/"), 5);
                var sqs = daemon.sqs()) {
            send(sqs, List.of("good", "failing once", "failing", "redirected", "refused"));
            String deadLetters = sqs.queueUrl("jobs-dead");
            var dead = new ArrayList<Sqs.Received>();
            while (dead.size() < 3) {
                var more = sqs.receive(deadLetters, Receive.ONE.max(10).waiting(20).system("All"));
                assertThat(more).as("dead letters beyond %s", dead).isNotEmpty();
                dead.addAll(more);
            }
            assertThat(dead)
                    .extracting(Sqs.Received::body)
                    .containsExactlyInAnyOrder("failing", "redirected", "refused");
            eventually().untilAsserted(() -> assertCounts(sqs, 0, 0));
            var counts = new LinkedHashMap<String, List<Integer>>();
            worker.deliveries()
                    .forEach(delivery ->
                            counts.computeIfAbsent(delivery.body(), body -> new ArrayList<>())
                                    .add(delivery.receiveCount()));
            assertThat(counts)
                    .containsEntry("good", List.of(1))
                    .containsEntry("failing once", List.of(1, 2))
                    .containsEntry("failing", List.of(1, 2, 3))
                    .containsEntry("redirected", List.of(1, 2, 3))
                    .containsEntry("refused", List.of(1, 2, 3))
                    .hasSize(5);
        }
    }

    private static int moody(Delivery delivery) {
        return switch (delivery.body()) {
            case "good" -> OK;
            case "failing once" -> delivery.receiveCount() == 1 ? FAILED : OK;
            case "redirected" -> 302;
            case "refused" -> 404;
            default -> FAILED;
        };
    }

    @ParameterizedTest
    @EnumSource
    void nothingIsReceivedWhileTheWorkerIsDown(Place place) {
        var bodies = bodies(30);
        try (var worker = new TestWorker(delivery -> OK);
                var daemon = place.start(folder, worker.url("/"), 10);
                var sqs = daemon.sqs()) {
            send(sqs, bodies);
            eventually().until(() -> daemon.process().stderr().contains("receives nothing"));
            await().during(A_WHILE).untilAsserted(() -> assertCounts(sqs, 30, 0));
            worker.up();
            eventually().untilAsserted(() -> assertCounts(sqs, 0, 0));
            assertThat(worker.bodies()).containsExactlyInAnyOrderElementsOf(bodies);
            assertThat(worker.deliveries()).extracting(Delivery::receiveCount).containsOnly(1);
        }
    }

    /** What runs is finished and deleted; what waits is for others, at once and uncounted. */
    @ParameterizedTest
    @EnumSource
    void aSignalToEndLetsWhatRunsFinish(Place place) {
        var finish = new CountDownLatch(1);
        try (var worker = new TestWorker(delivery -> whenOpen(finish)).up();
                var daemon = place.start(folder, worker.url("/"), 2)) {
            try (var sqs = daemon.sqs()) {
                send(sqs, bodies(10));
            }
            eventually().until(() -> worker.deliveries().size() == 2);
            var exitCode = daemon.terminate();
            await().during(A_WHILE).until(() -> daemon.process().alive());
            finish.countDown();
            assertThat(exitCode.orTimeout(60, TimeUnit.SECONDS).join()).isZero();
            assertThat(worker.deliveries()).hasSize(2);
            try (var sqs = daemon.afterwards()) {
                assertCounts(sqs, 8, 0);
            }
        }
    }

    private static int whenOpen(CountDownLatch latch) throws InterruptedException {
        return latch.await(HikyakuProcess.PATIENCE.toSeconds(), TimeUnit.SECONDS) ? OK : FAILED;
    }

    @ParameterizedTest
    @EnumSource
    void killingTheDaemonLosesNothing(Place place) {
        var bodies = bodies(200);
        var allowed = new Semaphore(50);
        try (var worker = new TestWorker(delivery -> whenAllowed(allowed)).up();
                var daemon = place.start(folder, worker.url("/"), 20)) {
            try (var sqs = daemon.sqs()) {
                send(sqs, bodies);
            }
            eventually().until(() -> worker.deliveries().size() >= 70);
            daemon.kill();
            allowed.release(10 * bodies.size());
            int before = worker.deliveries().size();
            daemon.restart();
            try (var sqs = daemon.sqs()) {
                eventually().untilAsserted(() -> assertCounts(sqs, 0, 0));
                assertThat(sqs.receive(sqs.queueUrl("jobs-dead"), Receive.ONE)).isEmpty();
            }
            assertThat(worker.bodies()).containsAll(bodies).hasSizeGreaterThan(before);
        }
    }

    private static int whenAllowed(Semaphore allowed) throws InterruptedException {
        return allowed.tryAcquire(HikyakuProcess.PATIENCE.toSeconds(), TimeUnit.SECONDS)
                ? OK
                : FAILED;
    }

    /** A delivery that takes longer than the visibility timeout is not handed out a second time. */
    @ParameterizedTest
    @EnumSource
    void aLongDeliveryIsNotRepeated(Place place) {
        var finish = new CountDownLatch(1);
        try (var worker = new TestWorker(delivery -> whenOpen(finish)).up();
                var daemon = place.start(folder, worker.url("/"), 5);
                var sqs = daemon.sqs()) {
            send(sqs, List.of("long"));
            eventually().until(() -> worker.deliveries().size() == 1);
            await().during(Duration.ofSeconds(7))
                    .atMost(HikyakuProcess.PATIENCE)
                    .pollInterval(Duration.ofMillis(200))
                    .untilAsserted(() -> assertCounts(sqs, 0, 1));
            finish.countDown();
            eventually().untilAsserted(() -> assertCounts(sqs, 0, 0));
            assertThat(worker.bodies()).containsExactly("long");
        }
    }

    @Test
    void theCommandLineAloneIsEnough() {
        try (var worker = new TestWorker(delivery -> OK).up();
                var server =
                        ServerProcess.start(
                                folder, "--worker", "mail,sms=" + worker.url("/in?from=hikyaku"));
                var sqs = new JsonSqs(server.url())) {
            sqs.send(sqs.queueUrl("mail"), Outgoing.of("a mail"));
            sqs.send(sqs.queueUrl("sms"), Outgoing.of("a short one"));
            eventually().until(() -> worker.deliveries().size() == 2);
            assertThat(worker.deliveries())
                    .extracting(delivery -> delivery.header("X-Aws-Sqsd-Queue") + delivery.body())
                    .containsExactlyInAnyOrder("maila mail", "smsa short one");
            server.stop();
        }
    }
}
