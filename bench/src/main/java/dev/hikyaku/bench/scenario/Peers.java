package dev.hikyaku.bench.scenario;

import dev.hikyaku.bench.peer.Candidate;
import dev.hikyaku.bench.peer.MissingException;
import dev.hikyaku.bench.peer.Peer;
import dev.hikyaku.bench.peer.Traits;
import dev.hikyaku.bench.report.Contender;
import dev.hikyaku.bench.report.Facts;
import dev.hikyaku.bench.server.Servers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Hikyaku beside other queues and the ceiling: the same loads in the same run, in turns. */
final class Peers implements Scenario {
    @Override
    public void run(Bench bench, Facts facts) {
        List<Peer> peers = find(bench);
        Map<String, List<Contender.Figures>> figures = new HashMap<>();
        for (PeerLoad load : PeerLoad.all()) {
            new PeerContest(bench, load)
                    .run(peers)
                    .forEach((name, found) -> {
                        bench.report().progress(name, found);
                        figures.computeIfAbsent(name, none -> new ArrayList<>()).add(found);
                    });
        }
        for (Peer peer : peers) {
            Traits traits = peer.traits();
            bench.report()
                    .add(
                            new Contender(
                                    traits.name(),
                                    traits.version(),
                                    traits.settings(),
                                    traits.durable(),
                                    figures.getOrDefault(traits.name(), List.of())));
        }
    }

    private static List<Peer> find(Bench bench) {
        Servers servers = bench.servers();
        List<Peer> peers = new ArrayList<>();
        peers.add(
                new Peer.Sqs(
                        new Traits(Servers.CEILING, "-", "HTTP and JSON, stores nothing", false),
                        (data, logs) -> servers.ceiling()));
        peers.add(
                new Peer.Sqs(
                        new Traits(Servers.PRODUCT, servers.productVersion(), "as it comes", true),
                        (data, logs) -> servers.product(data)));
        for (Candidate candidate : candidates(bench)) {
            try {
                peers.add(candidate.finding().find());
            } catch (MissingException e) {
                bench.report().skip(candidate.name() + ": " + e.getMessage());
            }
        }
        return peers;
    }

    private static List<Candidate> candidates(Bench bench) {
        Path target = bench.tools().installer().resolveSibling("target");
        return Candidate.all(bench.tools(), target).stream()
                .filter(one -> bench.peers().isEmpty() || bench.peers().contains(one.name()))
                .toList();
    }
}
