package dev.hikyaku.bench.scenario;

import dev.hikyaku.bench.load.Load;
import dev.hikyaku.bench.load.Round;
import dev.hikyaku.bench.load.Sending;
import dev.hikyaku.bench.report.Facts;
import dev.hikyaku.bench.server.Arrivals;
import dev.hikyaku.bench.server.Server;
import java.time.Duration;
import java.util.SplittableRandom;
import org.HdrHistogram.Histogram;

/** How soon a message of an idle queue is at the worker: one at a time, at random moments. */
final class DeliverLatency implements Scenario {
    private static final Duration COMES_WITHIN = Duration.ofSeconds(5);
    private static final int GAP_MAX_MILLIS = 60;
    private static final int WARM_UP_MESSAGES = 100;

    private record Latency(Histogram sinceSendNanos, Histogram sinceAnswerNanos) {}

    @Override
    public void run(Bench bench, Facts facts) throws InterruptedException {
        measure(bench, facts, "one queue", "queues = [\"bench\"]");
        measure(
                bench,
                facts,
                "first of three, strict priority",
                "queues = [\"bench\", \"middle\", \"low\"]\npriority = \"strict\"");
    }

    private static void measure(Bench bench, Facts facts, String what, String worker)
            throws InterruptedException {
        try (Arrivals arrivals = new Arrivals();
                Server server =
                        Configured.start(
                                bench,
                                "[[worker]]\n%s\nurl = \"%s\"\n"
                                        .formatted(worker, arrivals.address().url()));
                Load sender = sender(bench, server)) {
            Latency latency = latency(bench, arrivals, sender);
            add(facts, what + ", since the send was answered", latency.sinceAnswerNanos());
            add(facts, what + ", since the send began", latency.sinceSendNanos());
        }
    }

    private static Load sender(Bench bench, Server server) {
        Queue queue = Queue.ofWorker(bench, server);
        return bench.generator()
                .open(
                        server.address(),
                        Sending.singles(queue.requests(), Throughput.SMALL_BYTES, 1));
    }

    private static Latency latency(Bench bench, Arrivals arrivals, Load sender)
            throws InterruptedException {
        var latency = new Latency(new Histogram(3), new Histogram(3));
        var random = new SplittableRandom(7);
        for (int i = 0; i < WARM_UP_MESSAGES; i++) {
            sender.run(COMES_WITHIN, 1);
            arrivals.next(COMES_WITHIN);
        }
        long endNanos = System.nanoTime() + bench.plan().latency().toNanos();
        while (System.nanoTime() < endNanos) {
            Thread.sleep(random.nextInt(GAP_MAX_MILLIS));
            Round send = sender.run(COMES_WITHIN, 1);
            long sinceSendNanos = arrivals.next(COMES_WITHIN) - send.startNanos();
            long answerNanos = (long) (send.p50Millis() * 1e6);
            latency.sinceSendNanos().recordValue(sinceSendNanos);
            // the worker may have it before the sender knows that it is sent
            latency.sinceAnswerNanos().recordValue(Math.max(0, sinceSendNanos - answerNanos));
        }
        return latency;
    }

    private static void add(Facts facts, String what, Histogram nanos) {
        facts.add(what + ", p50", nanos.getValueAtPercentile(50) / 1e6, "ms");
        facts.add(what + ", p99", nanos.getValueAtPercentile(99) / 1e6, "ms");
        facts.count(what + ", messages", nanos.getTotalCount());
    }
}
