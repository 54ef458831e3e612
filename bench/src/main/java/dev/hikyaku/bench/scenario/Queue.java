package dev.hikyaku.bench.scenario;

import dev.hikyaku.bench.load.Asking;
import dev.hikyaku.bench.load.Generator;
import dev.hikyaku.bench.load.Grouping;
import dev.hikyaku.bench.load.Load;
import dev.hikyaku.bench.load.Requests;
import dev.hikyaku.bench.load.Round;
import dev.hikyaku.bench.load.Sending;
import dev.hikyaku.bench.server.Server;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A queue on one server. */
record Queue(Generator generator, Server server, Requests requests) {
    static final String NAME = "bench";

    private static final JsonMapper JSON = new JsonMapper();
    private static final int FILL_CONNECTIONS = 32;

    /** Creates it, or finds it again after a restart. */
    static Queue open(Bench bench, Server server) {
        return open(bench, server, NAME, Grouping.NONE);
    }

    /** A FIFO queue; to be opened once, because its messages are numbered from 0 each time. */
    static Queue openFifo(Bench bench, Server server, int groups) {
        return open(bench, server, NAME + ".fifo", Grouping.fifo(groups));
    }

    /** One that a worker of the server has created, with the attributes that it gave it. */
    static Queue ofWorker(Bench bench, Server server) {
        return existing(bench, server, NAME);
    }

    static Queue existing(Bench bench, Server server, String name) {
        return of(bench, server, Requests.queueUrl(server.address(), name), Grouping.NONE);
    }

    static Queue open(Bench bench, Server server, String name, Grouping grouping) {
        return of(
                bench,
                server,
                Requests.createQueue(server.address(), name, grouping.fifo()),
                grouping);
    }

    private static Queue of(Bench bench, Server server, Buffer request, Grouping grouping) {
        JsonNode answer = JSON.readTree(Asking.ask(bench.generator(), server.address(), request));
        String url = answer.get("QueueUrl").asString();
        return new Queue(bench.generator(), server, new Requests(server.address(), url, grouping));
    }

    String url() {
        return requests.queueUrl();
    }

    /** Every message that it holds, received ones included. */
    long depth() {
        String answer = Asking.ask(generator, server.address(), requests.depth());
        return JSON.readTree(answer)
                .get("Attributes")
                .valueStream()
                .mapToLong(count -> Long.parseLong(count.asString()))
                .sum();
    }

    /** Sends batches until that many messages are in, or the time is over. */
    Round fill(int bodyBytes, long messages, Duration atMost) {
        List<Sending> senders = Sending.batches(requests, bodyBytes, FILL_CONNECTIONS);
        try (Load load = generator.open(server.address(), senders)) {
            Round round = load.run(atMost, messages);
            if (round.errors() > 0) {
                throw new IllegalStateException("filling failed: " + round.firstError());
            }
            return round;
        }
    }
}
