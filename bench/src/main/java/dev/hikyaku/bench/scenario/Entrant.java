package dev.hikyaku.bench.scenario;

import dev.hikyaku.bench.load.Round;
import dev.hikyaku.bench.load.Rounds;
import dev.hikyaku.bench.report.Spread;
import dev.hikyaku.bench.server.ProcessStat;
import dev.hikyaku.bench.server.Server;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;

/** One server under one load, round after round. */
final class Entrant implements AutoCloseable {
    private final Bench bench;
    private final ToLongFunction<Round> messages;
    private final Server server;
    private final Rounds load;
    private final List<Sample> samples = new ArrayList<>();

    Entrant(Bench bench, Workload workload, Queue queue) {
        this(bench, workload.messages(), queue.server(), new QueueRounds(bench, workload, queue));
    }

    Entrant(Bench bench, ToLongFunction<Round> messages, Server server, Rounds load) {
        this.bench = bench;
        this.messages = messages;
        this.server = server;
        this.load = load;
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
        return server;
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
        load.prepare();
        ProcessStat before = server.stat();
        ProcessStat clientBefore = ProcessStat.own();
        Round round = load.run(duration);
        ProcessStat clientAfter = ProcessStat.own();
        ProcessStat after = server.stat();
        if (round.errors() > 0) {
            bench.report()
                    .progress(
                            server.name()
                                    + ", "
                                    + round.errors()
                                    + " errors, first: "
                                    + round.firstError());
        }
        return Sample.of(
                round,
                messages.applyAsLong(round),
                before.until(after),
                clientBefore.until(clientAfter),
                after.rssMegabytes());
    }
}
