package dev.hikyaku.bench.scenario;

import dev.hikyaku.bench.load.BlockingLoad;
import dev.hikyaku.bench.load.Rounds;
import dev.hikyaku.bench.peer.Peer;
import dev.hikyaku.bench.report.Contender;
import dev.hikyaku.bench.server.Server;
import dev.hikyaku.bench.server.Servers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** One load on all peers, in turns. One that fails drops out, and the others go on. */
final class PeerContest {
    private final Bench bench;
    private final PeerLoad load;
    private final Map<String, Entrant> entrants = new LinkedHashMap<>();
    private final List<Server> servers = new ArrayList<>();

    PeerContest(Bench bench, PeerLoad load) {
        this.bench = bench;
        this.load = load;
    }

    /** What came of it, by the peer's name. */
    Map<String, Contender.Figures> run(List<Peer> peers) {
        Path data = bench.scratch().fresh();
        try {
            peers.forEach(peer -> attempt(peer.traits().name(), () -> enter(peer, data)));
            all(Entrant::warmUp);
            for (int round = 0; round < bench.plan().rounds(); round++) {
                all(Entrant::round);
            }
            return figures();
        } finally {
            entrants.values().forEach(Entrant::close);
            servers.forEach(Server::close);
        }
    }

    private void enter(Peer peer, Path data) throws Exception {
        String name = peer.traits().name();
        Path own = Files.createDirectories(data.toAbsolutePath().resolve(name));
        Server server = peer.start(own, bench.tools().logs());
        servers.add(server);
        entrants.put(
                name, new Entrant(bench, load.workload().messages(), server, open(peer, server)));
    }

    private Rounds open(Peer peer, Server server) throws Exception {
        return switch (peer) {
            case Peer.Sqs sqs -> new QueueRounds(bench, load.workload(), Queue.open(bench, server));
            case Peer.Library library -> {
                Peer.Clients clients =
                        library.connect(server.address(), bench.plan().connections());
                yield new BlockingLoad(load.tasks(clients.each()), clients.connections());
            }
        };
    }

    private void all(Consumer<Entrant> turn) {
        for (Map.Entry<String, Entrant> entrant : List.copyOf(entrants.entrySet())) {
            if (!attempt(entrant.getKey(), () -> turn.accept(entrant.getValue()))) {
                entrants.remove(entrant.getKey());
                entrant.getValue().close();
            }
        }
    }

    private boolean attempt(String name, Attempt attempt) {
        try {
            attempt.run();
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } catch (Exception e) {
            bench.report().fail(name + ", " + load.name() + ": " + e.getMessage());
            return false;
        }
    }

    private Map<String, Contender.Figures> figures() {
        Entrant product = entrants.get(Servers.PRODUCT);
        if (product == null) {
            throw new IllegalStateException("without " + Servers.PRODUCT + " nothing is compared");
        }
        Map<String, Contender.Figures> figures = new LinkedHashMap<>();
        entrants.forEach((name, entrant) -> figures.put(name, figures(entrant, product)));
        return figures;
    }

    private Contender.Figures figures(Entrant entrant, Entrant product) {
        return new Contender.Figures(
                load.name(),
                entrant.spread(Sample::rateMessagesPerSecond),
                entrant.spread(Sample::p50Millis),
                entrant.spread(Sample::p99Millis),
                entrant.spread(Sample::cpuMicrosPerMessage),
                entrant.spread(Sample::clientCpuMicrosPerMessage),
                entrant.spread(Sample::rssMegabytes),
                entrant.ratio(product, Sample::rateMessagesPerSecond),
                entrant.errors());
    }

    private interface Attempt {
        void run() throws Exception;
    }
}
