package dev.hikyaku.bench.scenario;

import dev.hikyaku.bench.load.Calling;
import dev.hikyaku.bench.load.Grouping;
import dev.hikyaku.bench.load.Load;
import dev.hikyaku.bench.load.Round;
import dev.hikyaku.bench.report.Facts;
import dev.hikyaku.bench.report.Spread;
import dev.hikyaku.bench.server.Server;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;

/**
 * What a publish costs: a topic with 100 queues whose filters differ, so that each message goes to
 * ten of them, raw. A publish is answered when all ten have it on disk.
 */
final class Publish implements Scenario {
    private static final int QUEUES = 100;
    private static final int COLORS = 10;
    private static final Duration SETUP_AT_MOST = Duration.ofMinutes(1);
    private static final String TOPIC = "arn:aws:sns:us-east-1:000000000000:bench";
    private static final String QUEUE = "arn:aws:sqs:us-east-1:000000000000:queue-";

    @Override
    public void run(Bench bench, Facts facts) {
        List<Round> rounds = new ArrayList<>();
        try (Server server = bench.servers().product(bench.scratch().fresh())) {
            for (int i = 0; i < QUEUES; i++) {
                Queue.open(bench, server, "queue-" + i, Grouping.NONE);
            }
            call(bench, server, "CreateTopic", number -> "Name=bench", 1);
            call(bench, server, "Subscribe", Publish::subscription, QUEUES);
            measure(bench, server, bench.plan().warmUp());
            for (int turn = 0; turn < bench.plan().rounds(); turn++) {
                rounds.add(measure(bench, server, bench.plan().round()));
            }
        }
        Spread rate = Spread.of(rounds.stream().map(Round::sendRate).toList());
        facts.add("publishes, each to 10 of 100 queues", rate, "publishes/s");
        facts.add("publish, p99", Spread.of(rounds.stream().map(Round::p99Millis).toList()), "ms");
    }

    private static String subscription(long number) {
        return "TopicArn="
                + encoded(TOPIC)
                + "&Protocol=sqs&Endpoint="
                + encoded(QUEUE + number)
                + "&Attributes.entry.1.key=RawMessageDelivery&Attributes.entry.1.value=true"
                + "&Attributes.entry.2.key=FilterPolicy&Attributes.entry.2.value="
                + encoded("{\"color\":[\"c" + number % COLORS + "\"]}");
    }

    private static String message(long number) {
        return "TopicArn="
                + encoded(TOPIC)
                + "&Message=an+order+that+was+paid&MessageAttributes.entry.1.Name=color"
                + "&MessageAttributes.entry.1.Value.DataType=String"
                + "&MessageAttributes.entry.1.Value.StringValue=c"
                + number % COLORS;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static void call(
            Bench bench, Server server, String action, LongFunction<String> inputs, int count) {
        var calls = Calling.topics(server.address(), action, inputs, 1);
        try (Load load = bench.generator().open(server.address(), calls)) {
            load.run(SETUP_AT_MOST, count).withoutErrors();
        }
    }

    private static Round measure(Bench bench, Server server, Duration duration) {
        var calls =
                Calling.topics(
                        server.address(), "Publish", Publish::message, bench.plan().connections());
        try (Load load = bench.generator().open(server.address(), calls)) {
            return load.run(duration, Long.MAX_VALUE).withoutErrors();
        }
    }
}
