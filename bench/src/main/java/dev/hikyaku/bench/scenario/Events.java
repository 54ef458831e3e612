package dev.hikyaku.bench.scenario;

import dev.hikyaku.bench.load.Calling;
import dev.hikyaku.bench.load.Load;
import dev.hikyaku.bench.load.Round;
import dev.hikyaku.bench.report.Facts;
import dev.hikyaku.bench.report.Spread;
import dev.hikyaku.bench.server.Server;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import java.util.stream.IntStream;

/**
 * What rules cost: PutEvents to a bus with 10 and to one with 1,000 rules, in turns. Each event
 * matches one rule, which sends it to a queue.
 */
final class Events implements Scenario {
    private static final int FEW = 10;
    private static final int MANY = 1000;
    private static final Duration SETUP_AT_MOST = Duration.ofMinutes(1);

    @Override
    public void run(Bench bench, Facts facts) {
        List<Round> few = new ArrayList<>();
        List<Round> many = new ArrayList<>();
        try (Server server = bench.servers().product(bench.scratch().fresh())) {
            Queue.open(bench, server);
            makeBus(bench, server, FEW);
            makeBus(bench, server, MANY);
            measure(bench, server, FEW, bench.plan().warmUp());
            for (int turn = 0; turn < bench.plan().rounds(); turn++) {
                few.add(measure(bench, server, FEW, bench.plan().round()));
                many.add(measure(bench, server, MANY, bench.plan().round()));
            }
        }
        addFacts(facts, FEW, few);
        addFacts(facts, MANY, many);
        facts.add("rate, " + MANY + " rules over " + FEW, ratio(many, few), "times");
    }

    private static void makeBus(Bench bench, Server server, int rules) {
        String bus = bus(rules);
        call(bench, server, "CreateEventBus", number -> "{\"Name\":\"" + bus + "\"}", 1);
        call(
                bench,
                server,
                "PutRule",
                number ->
                        """
                        {"Name":"customer-%d","EventBusName":"%s","EventPattern":"{\\"source\\":[\\"shop\\"],\
                        \\"detail\\":{\\"customer\\":[%d]}}"}\
                        """
                                .formatted(number, bus, number),
                rules);
        call(
                bench,
                server,
                "PutTargets",
                number ->
                        """
                        {"Rule":"customer-%d","EventBusName":"%s","Targets":[{"Id":"queue",\
                        "Arn":"arn:aws:sqs:us-east-1:000000000000:bench"}]}\
                        """
                                .formatted(number, bus),
                rules);
    }

    private static String bus(int rules) {
        return "rules-" + rules;
    }

    private static void call(
            Bench bench, Server server, String action, LongFunction<String> inputs, int count) {
        var calls = Calling.events(server.address(), action, inputs, 1);
        try (Load load = bench.generator().open(server.address(), calls)) {
            load.run(SETUP_AT_MOST, count).withoutErrors();
        }
    }

    private static Round measure(Bench bench, Server server, int rules, Duration duration) {
        LongFunction<String> event =
                number ->
                        """
                        {"Entries":[{"EventBusName":"%s","Source":"shop","DetailType":"order",\
                        "Detail":"{\\"customer\\":%d,\\"state\\":\\"paid\\",\\"total\\":12.5}"}]}\
                        """
                                .formatted(bus(rules), number % rules);
        var calls =
                Calling.events(server.address(), "PutEvents", event, bench.plan().connections());
        try (Load load = bench.generator().open(server.address(), calls)) {
            return load.run(duration, Long.MAX_VALUE).withoutErrors();
        }
    }

    private static void addFacts(Facts facts, int rules, List<Round> rounds) {
        facts.add(
                "PutEvents, " + rules + " rules",
                Spread.of(rounds.stream().map(Round::sendRate).toList()),
                "events/s");
        facts.add(
                "PutEvents, p99, " + rules + " rules",
                Spread.of(rounds.stream().map(Round::p99Millis).toList()),
                "ms");
    }

    private static Spread ratio(List<Round> many, List<Round> few) {
        return Spread.of(
                IntStream.range(0, few.size())
                        .mapToObj(i -> many.get(i).sendRate() / few.get(i).sendRate())
                        .toList());
    }
}
