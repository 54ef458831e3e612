package dev.hikyaku.bench.scenario;

import dev.hikyaku.bench.load.Cycling;
import dev.hikyaku.bench.load.Draining;
import dev.hikyaku.bench.load.Round;
import dev.hikyaku.bench.load.Sending;
import dev.hikyaku.bench.report.Facts;
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
            new Contest(bench, Workload.sending(facts.scenario(), bodyBytes, talk)).run();
        }
    }

    static void sendBatch(Bench bench, Facts facts) {
        for (int bodyBytes : BODY_BYTES) {
            Workload.Talk talk = (requests, n) -> Sending.batches(requests, bodyBytes, n);
            new Contest(bench, Workload.sending(facts.scenario(), bodyBytes, talk)).run();
        }
    }

    static void receiveDelete(Bench bench, Facts facts) {
        new Contest(bench, drain(facts.scenario(), SMALL_BYTES, bench.plan().drainMessages()))
                .run();
    }

    static void lifecycle(Bench bench, Facts facts) {
        new Contest(bench, cycle(facts.scenario())).run();
    }

    /** Each connection sends a message, receives one and deletes it. */
    static Workload cycle(String name) {
        return new Workload(
                name,
                SMALL_BYTES,
                0,
                0,
                (requests, n) -> Cycling.singles(requests, SMALL_BYTES, n),
                Round::deletedMessages);
    }

    static Workload drain(String name, int bodyBytes, long fillMessages) {
        Workload.Talk talk =
                (requests, n) ->
                        Collections.nCopies(n, requests).stream().map(Draining::atOnce).toList();
        return new Workload(
                name, bodyBytes, fillMessages, DRAINED_SHARE, talk, Round::deletedMessages);
    }
}
