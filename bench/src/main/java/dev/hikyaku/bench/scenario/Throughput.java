package dev.hikyaku.bench.scenario;

import dev.hikyaku.bench.load.Conversation;
import dev.hikyaku.bench.load.Draining;
import dev.hikyaku.bench.load.Requests;
import dev.hikyaku.bench.load.Round;
import dev.hikyaku.bench.load.Sending;
import dev.hikyaku.bench.report.Facts;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The scenarios that are a rate, beside the ceiling's rate. */
final class Throughput {
    static final int SMALL_BYTES = 200;
    private static final List<Integer> BODY_BYTES = List.of(SMALL_BYTES, 4096);

    /**
     * A drain stops before the queue is empty: the last messages are found one by one, and say
     * little.
     */
    private static final double DRAINED_SHARE = 0.9;

    private Throughput() {}

    static void sendSingle(Bench bench, Facts facts) {
        for (int bodyBytes : BODY_BYTES) {
            Workload.Talk talk = (requests, n) -> Sending.singles(requests, bodyBytes, n);
            new Contest(bench, Workload.sending(facts.scenario(), bodyBytes, talk)).run(true);
        }
    }

    static void sendBatch(Bench bench, Facts facts) {
        for (int bodyBytes : BODY_BYTES) {
            Workload.Talk talk = (requests, n) -> Sending.batches(requests, bodyBytes, n);
            new Contest(bench, Workload.sending(facts.scenario(), bodyBytes, talk)).run(true);
        }
    }

    static void receiveDelete(Bench bench, Facts facts) {
        new Contest(bench, drain(facts.scenario(), bench.plan().drainMessages())).run(true);
    }

    /**
     * A message counts when both sides are done with it: the lesser of what was sent and deleted.
     */
    static void lifecycle(Bench bench, Facts facts) {
        Workload workload =
                new Workload(
                        facts.scenario(),
                        SMALL_BYTES,
                        0,
                        0,
                        Throughput::halfSendHalfDrain,
                        round -> Math.min(round.sentMessages(), round.deletedMessages()));
        new Contest(bench, workload).run(false);
    }

    static Workload drain(String name, long fillMessages) {
        Workload.Talk talk =
                (requests, n) ->
                        Collections.nCopies(n, requests).stream().map(Draining::atOnce).toList();
        return new Workload(
                name, SMALL_BYTES, fillMessages, DRAINED_SHARE, talk, Round::deletedMessages);
    }

    /** Half of the connections send, half receive and delete one at a time. */
    static List<Conversation> halfSendHalfDrainSingly(Requests requests, int connections) {
        List<Conversation> parts =
                new ArrayList<>(Sending.singles(requests, SMALL_BYTES, connections / 2));
        while (parts.size() < connections) {
            parts.add(Draining.singly(requests));
        }
        return parts;
    }

    private static List<Conversation> halfSendHalfDrain(Requests requests, int connections) {
        List<Conversation> parts =
                new ArrayList<>(Sending.singles(requests, SMALL_BYTES, connections / 2));
        while (parts.size() < connections) {
            parts.add(Draining.waiting(requests));
        }
        return parts;
    }
}
