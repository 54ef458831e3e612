package dev.hikyaku.bench.scenario;

import dev.hikyaku.bench.load.Draining;
import dev.hikyaku.bench.load.Round;
import dev.hikyaku.bench.report.Facts;
import dev.hikyaku.bench.server.Server;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;

/** What a backlog costs the receivers of a FIFO queue: in many small groups, and in one. */
final class FifoDepth implements Scenario {
    private static final Duration FILL_AT_MOST = Duration.ofSeconds(90);
    private static final long FEW_MESSAGES = 1_000;

    private static final int TURNS_A_ROUND = 10;

    /**
     * How messages are grouped, and by how many connections they are received.
     *
     * @param groupMessages how many messages a group has
     * @param turnMessages how many go in and out in a turn: so few that the depth stays what it is
     *     said to be; many turns make up for it
     */
    private record Shape(String text, long groupMessages, int connections, long turnMessages) {
        int groups(long messages) {
            return (int) Math.max(1, messages / groupMessages);
        }
    }

    @Override
    public void run(Bench bench, Facts facts) {
        compare(bench, facts, new Shape("groups of ten", 10, bench.plan().connections(), 4_000));
        // a second connection would find nothing while the first has messages of the group
        compare(bench, facts, new Shape("one group", Long.MAX_VALUE, 1, 400));
    }

    private static void compare(Bench bench, Facts facts, Shape shape) {
        Workload workload = workload(facts.scenario(), shape);
        long deepMessages = bench.plan().deepMessages();
        Path data = bench.scratch().fresh();
        try (Server shallow = bench.servers().product(data.resolve("few"));
                Server deep = bench.servers().product(data.resolve("many"));
                Entrant few = entrant(bench, workload, shape, shallow, FEW_MESSAGES);
                Entrant many = entrant(bench, workload, shape, deep, deepMessages)) {
            Contest.takeTurns(TURNS_A_ROUND * bench.plan().rounds(), List.of(few, many));
            addFacts(facts, shape.text() + ", " + FEW_MESSAGES + " waiting", few);
            addFacts(facts, shape.text() + ", " + deepMessages + " waiting", many);
            facts.add(
                    shape.text() + ", many over few, rate",
                    many.ratio(few, Sample::rateMessagesPerSecond),
                    "times");
        }
    }

    private static Entrant entrant(
            Bench bench, Workload workload, Shape shape, Server server, long messages) {
        Queue queue = Queue.openFifo(bench, server, shape.groups(messages));
        queue.fill(Throughput.SMALL_BYTES, messages, FILL_AT_MOST);
        return new Entrant(bench, workload, queue);
    }

    /** Each turn takes out what it has put in before. */
    private static Workload workload(String name, Shape shape) {
        Workload.Talk talk =
                (requests, connections) ->
                        Collections.nCopies(shape.connections(), requests).stream()
                                .map(Draining::atOnce)
                                .toList();
        return new Workload(
                name,
                Throughput.SMALL_BYTES,
                shape.turnMessages(),
                1,
                talk,
                Round::deletedMessages);
    }

    private static void addFacts(Facts facts, String what, Entrant entrant) {
        facts.add(
                "receive + delete, " + what,
                entrant.spread(Sample::rateMessagesPerSecond),
                "messages/s");
        facts.add("RSS, " + what, entrant.spread(Sample::rssMegabytes), "MB");
        facts.count("errors, " + what, entrant.errors());
    }
}
