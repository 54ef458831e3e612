package dev.hikyaku.bench.scenario;

import dev.hikyaku.bench.load.Load;
import dev.hikyaku.bench.load.Polling;
import dev.hikyaku.bench.load.Round;
import dev.hikyaku.bench.load.Sending;
import dev.hikyaku.bench.report.Facts;
import dev.hikyaku.bench.server.Server;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** Thousands of receivers wait on one queue: their memory, and how fast a message finds one. */
final class LongPolls implements Scenario {
    private static final int FEW = 64;
    private static final int WAIT_SECONDS = 20;
    private static final Duration SETTLE = Duration.ofSeconds(2);
    private static final Duration WAKE_AT_MOST = Duration.ofSeconds(5);

    @Override
    public void run(Bench bench, Facts facts) throws InterruptedException {
        try (Server server = bench.servers().product(bench.scratch().fresh())) {
            Queue queue = Queue.open(bench, server);
            BlockingQueue<Long> arrivalsNanos = new LinkedBlockingQueue<>();
            try (Load polls = openPolls(bench, queue, FEW, arrivalsNanos)) {
                polls.start();
                wakeUps(bench, queue, arrivalsNanos); // for the compilers
                addLatency(facts, FEW, wakeUps(bench, queue, arrivalsNanos));
            }
            double beforeMegabytes = server.stat().rssMegabytes();
            int count = bench.plan().longPolls();
            try (Load polls = openPolls(bench, queue, count, arrivalsNanos)) {
                polls.start();
                Thread.sleep(SETTLE);
                double waitingMegabytes = server.stat().rssMegabytes();
                facts.count("waiting polls", count);
                facts.add("RSS before", beforeMegabytes, "MB");
                facts.add("RSS with all waiting", waitingMegabytes, "MB");
                facts.add("RSS a poll", 1024 * (waitingMegabytes - beforeMegabytes) / count, "KB");
                addLatency(facts, count, wakeUps(bench, queue, arrivalsNanos));
                facts.count("errors of polls", polls.soFar().errors());
            }
        }
    }

    private static Load openPolls(
            Bench bench, Queue queue, int count, BlockingQueue<Long> arrivalsNanos) {
        Buffer receive = queue.requests().receive(WAIT_SECONDS);
        List<Polling> polls =
                Collections.nCopies(count, receive).stream()
                        .map(request -> new Polling(request, arrivalsNanos::add))
                        .toList();
        return bench.generator().open(queue.server().address(), polls);
    }

    /** One message at a time, each to whichever poll gets it. */
    private static Histogram wakeUps(Bench bench, Queue queue, BlockingQueue<Long> arrivalsNanos)
            throws InterruptedException {
        Histogram latencyNanos = new Histogram(3);
        List<Sending> sender = Sending.singles(queue.requests(), Throughput.SMALL_BYTES, 1);
        try (Load load = bench.generator().open(queue.server().address(), sender)) {
            for (int i = 0; i < bench.plan().wakeUps(); i++) {
                Round send = load.run(WAKE_AT_MOST, 1);
                Long arrivedNanos =
                        arrivalsNanos.poll(WAKE_AT_MOST.toMillis(), TimeUnit.MILLISECONDS);
                if (arrivedNanos == null) {
                    throw new IllegalStateException("no poll got the message " + send.firstError());
                }
                latencyNanos.recordValue(arrivedNanos - send.startNanos());
            }
        }
        return latencyNanos;
    }

    private static void addLatency(Facts facts, int polls, Histogram nanos) {
        String what = "send to one of " + polls + " waiting polls, ";
        facts.add(what + "p50", nanos.getValueAtPercentile(50) / 1e6, "ms");
        facts.add(what + "p99", nanos.getValueAtPercentile(99) / 1e6, "ms");
    }
}
