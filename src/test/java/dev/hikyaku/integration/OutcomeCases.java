package dev.hikyaku.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.hikyaku.integration.DaemonSetup.Queue;
import dev.hikyaku.integration.Sqs.Receive;
import dev.hikyaku.integration.TestWorker.Delivery;
import dev.hikyaku.integration.TestWorker.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What becomes of a message by the answer to its delivery. */
interface OutcomeCases extends DaemonCases {
    private static Reply named(Delivery delivery) {
        return switch (delivery.body()) {
            case "failing once" -> Reply.status(delivery.receiveCount() == 1 ? 500 : 200);
            case "redirected" -> Reply.status(302, "Location: " + delivery.path());
            case "closed" -> Reply.NONE;
            case "cut" -> Reply.of(200, "the whole answer").withoutLast(5);
            case "huge" -> Reply.of(200, "x".repeat(3_000_000));
            case "done" -> Reply.status(500, "X-Hikyaku-Verdict: done");
            case "retry" -> Reply.status(200, "X-Hikyaku-Verdict: retry");
            case "dead" -> Reply.status(200, "X-Hikyaku-Verdict: dead; reason=\"no such order\"");
            case "misspelt" -> Reply.status(200, "X-Hikyaku-Verdict: dnoe");
            default -> Reply.status(Integer.parseInt(delivery.body()));
        };
    }

    private Map<String, Long> deliveries(TestWorker worker) {
        return worker.bodies().stream()
                .collect(Collectors.groupingBy(body -> body, Collectors.counting()));
    }

    private List<Sqs.Received> deadLetters(Sqs sqs, Queue queue, int count) {
        String dead = sqs.queueUrl(queue.deadLetters());
        eventually()
                .untilAsserted(() ->
                        assertThat(sqs.queueAttributes(dead, "All"))
                                .containsEntry(
                                        "ApproximateNumberOfMessages", Integer.toString(count)));
        var found = new ArrayList<Sqs.Received>();
        while (found.size() < count) {
            var more = sqs.receive(dead, Receive.ONE.max(10).waiting(2).attributes("All"));
            assertThat(more).as("dead letters beyond %s", found).isNotEmpty();
            found.addAll(more);
        }
        return found;
    }

    /** All but success and the verdicts done and dead is tried again, and then a dead letter. */
    @Test
    default void theAnswerDecides() {
        var done = List.of("200", "204", "299", "huge", "done");
        var failing =
                List.of(
                        "300",
                        "400",
                        "404",
                        "410",
                        "500",
                        "503",
                        "redirected",
                        "closed",
                        "cut",
                        "retry",
                        "misspelt");
        Queue queue = Queue.of(newName()).dyingAfter(2);
        try (var worker = TestWorker.replying(OutcomeCases::named);
                var daemon =
                        start(setup(List.of(queue), worker.url("/")).with("breaker.failures", 0));
                var sqs = daemon.sqs()) {
            send(sqs, queue.name(), done);
            send(sqs, queue.name(), failing);
            send(sqs, queue.name(), List.of("failing once", "dead"));
            var dead = deadLetters(sqs, queue, failing.size() + 1);
            awaitEmpty(daemon, sqs);
            assertThat(dead)
                    .extracting(Sqs.Received::body)
                    .containsAll(failing)
                    .contains("dead")
                    .hasSize(failing.size() + 1);
            var deliveries = deliveries(worker);
            done.forEach(body -> assertThat(deliveries).contains(entry(body, 1L)));
            failing.forEach(body -> assertThat(deliveries).contains(entry(body, 2L)));
            assertThat(deliveries)
                    .contains(entry("failing once", 2L), entry("dead", 1L))
                    .hasSize(done.size() + failing.size() + 2);
            assertThat(worker.deliveries()).extracting(Delivery::path).containsOnly("/");
            assertReason(dead);
        }
    }

    private static void assertReason(List<Sqs.Received> dead) {
        for (Sqs.Received each : dead) {
            if (each.body().equals("dead")) {
                assertThat(each.attributes()).containsOnlyKeys("HikyakuDeadReason");
                assertThat(String.valueOf(each.attributes().get("HikyakuDeadReason")))
                        .contains("no such order");
            } else {
                assertThat(each.attributes()).isEmpty();
            }
        }
    }

    /** Its first answer comes when the message has come a second time. */
    @Test
    default void anAnswerThatComesTooLateIsNone() {
        var again = new CountDownLatch(1);
        try (var worker =
                        TestWorker.replying(delivery -> {
                            if (delivery.receiveCount() == 1) {
                                return whenOpen(again);
                            }
                            again.countDown();
                            return Reply.OK;
                        });
                var daemon = start(setup(worker.url("/")).with("request-timeout", "1s"));
                var sqs = daemon.sqs()) {
            send(sqs, daemon.queue().name(), List.of("late"));
            eventually().until(() -> worker.deliveries().size() >= 2);
            awaitEmpty(daemon, sqs);
        }
    }

    @Test
    default void withStrictSuccessOnly200IsOne() {
        Queue queue = Queue.of(newName()).dyingAfter(1);
        try (var worker = TestWorker.replying(OutcomeCases::named);
                var daemon =
                        start(setup(List.of(queue), worker.url("/")).with("success", "strict"));
                var sqs = daemon.sqs()) {
            send(sqs, queue.name(), List.of("200", "204", "201"));
            assertThat(deadLetters(sqs, queue, 2))
                    .extracting(Sqs.Received::body)
                    .containsExactlyInAnyOrder("204", "201");
            assertThat(deliveries(worker)).containsEntry("200", 1L);
        }
    }

    @Test
    default void withoutADeadLetterQueueADeadMessageComesAgain() {
        try (var worker =
                        TestWorker.replying(delivery ->
                                delivery.receiveCount() == 1
                                        ? Reply.status(200, "X-Hikyaku-Verdict: dead")
                                        : Reply.OK);
                var daemon = start(setup(worker.url("/")));
                var sqs = daemon.sqs()) {
            send(sqs, daemon.queue().name(), List.of("nowhere to go"));
            eventually().until(() -> worker.deliveries().size() == 2);
            awaitEmpty(daemon, sqs);
        }
    }

    private static double secondsBetween(List<Delivery> deliveries, int one) {
        return (deliveries.get(one + 1).atNanos() - deliveries.get(one).atNanos()) / 1e9;
    }

    /** With a back-off that no test waits for. */
    @Test
    default void theWorkerSaysWhenItWantsAMessageAgain() {
        try (var worker =
                        TestWorker.replying(delivery ->
                                switch (delivery.receiveCount() + delivery.body()) {
                                    case "1too many" -> Reply.status(429, "Retry-After: 2");
                                    case "1unavailable" -> Reply.status(503, "Retry-After: 2");
                                    case "1later" ->
                                            Reply.status(200, "X-Hikyaku-Verdict: retry; after=2");
                                    case "1at once" ->
                                            Reply.status(200, "X-Hikyaku-Verdict: retry; after=0");
                                    default -> Reply.OK;
                                });
                var daemon =
                        start(
                                setup(worker.url("/"))
                                        .with("backoff-max", "900s")
                                        .with("backoff-min", "300s"));
                var sqs = daemon.sqs()) {
            var later = List.of("too many", "unavailable", "later");
            send(sqs, daemon.queue().name(), later);
            send(sqs, daemon.queue().name(), List.of("at once"));
            awaitEmpty(daemon, sqs);
            for (String body : later) {
                assertThat(secondsBetween(worker.deliveries(body), 0))
                        .as(body)
                        .isBetween(1.5, 60.0);
            }
            assertThat(worker.deliveries("at once")).hasSize(2);
        }
    }

    @Test
    default void theBackOffGrows() {
        try (var worker =
                        TestWorker.replying(
                                delivery -> Reply.status(delivery.receiveCount() < 3 ? 500 : 200));
                var daemon =
                        start(
                                setup(worker.url("/"))
                                        .with("backoff-max", "4s")
                                        .with("backoff-min", "1s"));
                var sqs = daemon.sqs()) {
            send(sqs, daemon.queue().name(), List.of("failing"));
            awaitEmpty(daemon, sqs);
            var deliveries = worker.deliveries();
            assertThat(deliveries).extracting(Delivery::receiveCount).containsExactly(1, 2, 3);
            assertThat(secondsBetween(deliveries, 0)).isGreaterThan(0.8);
            assertThat(secondsBetween(deliveries, 1)).isGreaterThan(1.8);
        }
    }
}
