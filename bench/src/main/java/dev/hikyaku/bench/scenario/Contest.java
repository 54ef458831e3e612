package dev.hikyaku.bench.scenario;

import dev.hikyaku.bench.report.Rate;
import dev.hikyaku.bench.report.Spread;
import dev.hikyaku.bench.server.Server;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The ceiling, the product and the peers under the same load, in turns: what else the machine does
 * in a minute falls on all of them, so that their ratios hold where their rates do not.
 */
final class Contest {
    private final Bench bench;
    private final Workload workload;

    Contest(Bench bench, Workload workload) {
        this.bench = bench;
        this.workload = workload;
    }

    void run(boolean withPeers) {
        List<Server> servers = new ArrayList<>();
        try {
            servers.add(bench.servers().ceiling());
            servers.add(bench.servers().product(bench.scratch().fresh()));
            if (withPeers) {
                servers.addAll(bench.servers().peers());
            }
            takeTurns(servers);
        } finally {
            servers.forEach(Server::close);
        }
    }

    private void takeTurns(List<Server> servers) {
        List<Entrant> entrants =
                servers.stream()
                        .map(server -> new Entrant(bench, workload, Queue.open(bench, server)))
                        .toList();
        try {
            entrants.forEach(Entrant::warmUp);
            for (int round = 0; round < bench.plan().rounds(); round++) {
                entrants.forEach(Entrant::round);
            }
            entrants.forEach(entrant -> bench.report().add(rate(entrant, entrants.getFirst())));
        } finally {
            entrants.forEach(Entrant::close);
        }
    }

    private Rate rate(Entrant entrant, Entrant ceiling) {
        List<Double> ratios =
                IntStream.range(0, bench.plan().rounds())
                        .mapToObj(round -> entrant.rate(round) / ceiling.rate(round))
                        .toList();
        return new Rate(
                workload.name(),
                workload.bodyBytes(),
                entrant.server().name(),
                entrant.spread(Sample::rateMessagesPerSecond),
                entrant.spread(Sample::p50Millis),
                entrant.spread(Sample::p99Millis),
                entrant.spread(Sample::cpuMicrosPerMessage),
                entrant.spread(Sample::rssMegabytes),
                Spread.of(ratios),
                entrant.errors());
    }
}
