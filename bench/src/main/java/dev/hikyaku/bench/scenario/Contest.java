package dev.hikyaku.bench.scenario;

import dev.hikyaku.bench.report.Facts;
import dev.hikyaku.bench.report.Rate;
import dev.hikyaku.bench.server.Server;
import java.util.ArrayList;
import java.util.List;

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

    void run() {
        List<Server> servers = new ArrayList<>();
        try {
            servers.add(bench.servers().ceiling());
            servers.add(bench.servers().product(bench.scratch().fresh()));
            servers.addAll(bench.servers().peers());
            compare(servers);
        } finally {
            servers.forEach(Server::close);
        }
    }

    static void takeTurns(int rounds, List<Entrant> entrants) {
        entrants.forEach(Entrant::warmUp);
        for (int round = 0; round < rounds; round++) {
            entrants.forEach(Entrant::round);
        }
    }

    private void compare(List<Server> servers) {
        List<Entrant> entrants = new ArrayList<>();
        try {
            for (Server server : servers) {
                entrants.add(new Entrant(bench, workload, Queue.open(bench, server)));
            }
            takeTurns(bench.plan().rounds(), entrants);
            entrants.forEach(entrant -> bench.report().add(rate(entrant, entrants.getFirst())));
            entrants.stream().skip(2).forEach(peer -> addRatios(peer, entrants.get(1)));
        } finally {
            entrants.forEach(Entrant::close);
        }
    }

    private Rate rate(Entrant entrant, Entrant ceiling) {
        return new Rate(
                workload.name(),
                workload.bodyBytes(),
                entrant.server().name(),
                entrant.spread(Sample::rateMessagesPerSecond),
                entrant.spread(Sample::p50Millis),
                entrant.spread(Sample::p99Millis),
                entrant.spread(Sample::cpuMicrosPerMessage),
                entrant.spread(Sample::rssMegabytes),
                entrant.ratio(ceiling, Sample::rateMessagesPerSecond),
                entrant.errors());
    }

    private void addRatios(Entrant peer, Entrant product) {
        String who =
                "%s over %s, %d B, "
                        .formatted(
                                peer.server().name(),
                                product.server().name(),
                                workload.bodyBytes());
        Facts facts = new Facts(bench.report(), workload.name());
        facts.add(who + "rate", peer.ratio(product, Sample::rateMessagesPerSecond), "times");
        facts.add(who + "server CPU", peer.ratio(product, Sample::cpuMicrosPerMessage), "times");
    }
}
