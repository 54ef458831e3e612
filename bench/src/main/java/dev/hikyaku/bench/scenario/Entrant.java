package dev.hikyaku.bench.scenario;

import dev.hikyaku.bench.load.Load;
import dev.hikyaku.bench.load.Round;
import dev.hikyaku.bench.report.Spread;
import dev.hikyaku.bench.server.ProcessStat;
import dev.hikyaku.bench.server.Server;
import dev.hikyaku.bench.server.Servers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** One server under one load, round after round. */
final class Entrant implements AutoCloseable {
    private static final Duration FILL_AT_MOST = Duration.ofSeconds(5);

    private final Bench bench;
    private final Workload workload;
    private final Queue queue;
    private final Load load;
    private final List<Sample> samples = new ArrayList<>();

    Entrant(Bench bench, Workload workload, Queue queue) {
        this.bench = bench;
        this.workload = workload;
        this.queue = queue;
        this.load =
                bench.generator()
                        .open(
                                queue.server().address(),
                                workload.talk()
                                        .parts(queue.requests(), bench.plan().connections()));
    }

    /**
     * Rounds that drain end early: as many as fill the time, or what follows is faster for being
     * later.
     */
    void warmUp() {
        long deadlineNanos = System.nanoTime() + bench.plan().warmUp().toNanos();
        do {
            round(bench.plan().warmUp());
        } while (System.nanoTime() < deadlineNanos);
    }

    void round() {
        samples.add(round(bench.plan().round()));
    }

    Server server() {
        return queue.server();
    }

    Spread spread(ToDoubleFunction<Sample> figure) {
        return Spread.of(samples.stream().map(figure::applyAsDouble).toList());
    }

    /** Of rounds that stood side by side. */
    Spread ratio(Entrant other, ToDoubleFunction<Sample> figure) {
        return Spread.of(
                IntStream.range(0, samples.size())
                        .mapToObj(round ->
                                figure.applyAsDouble(samples.get(round))
                                        / figure.applyAsDouble(other.samples.get(round)))
                        .toList());
    }

    long errors() {
        return samples.stream().mapToLong(Sample::errors).sum();
    }

    @Override
    public void close() {
        load.close();
    }

    private Sample round(Duration duration) {
        long messagesMax = fill();
        ProcessStat before = server().stat();
        Round round = load.run(duration, messagesMax);
        ProcessStat after = server().stat();
        if (round.errors() > 0) {
            bench.report()
                    .progress(
                            server().name()
                                    + ", "
                                    + round.errors()
                                    + " errors, first: "
                                    + round.firstError());
        }
        return Sample.of(round, workload.messages().applyAsLong(round), before, after);
    }

    private long fill() {
        if (workload.fillMessages() == 0 || server().name().equals(Servers.CEILING)) {
            return Long.MAX_VALUE;
        }
        Round filled = queue.fill(workload.bodyBytes(), workload.fillMessages(), FILL_AT_MOST);
        return (long) (workload.drainedShare() * filled.sentMessages());
    }
}
