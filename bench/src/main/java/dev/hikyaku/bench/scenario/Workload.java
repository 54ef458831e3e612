package dev.hikyaku.bench.scenario;

import dev.hikyaku.bench.load.Conversation;
import dev.hikyaku.bench.load.Requests;
import dev.hikyaku.bench.load.Round;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * What the connections say, and what counts.
 *
 * @param fillMessages sent before each round, so that there is something to receive
 * @param drainedShare of those, how many a round receives
 */
record Workload(
        String name,
        int bodyBytes,
        long fillMessages,
        double drainedShare,
        Talk talk,
        ToLongFunction<Round> messages) {

    static Workload sending(String name, int bodyBytes, Talk talk) {
        return new Workload(name, bodyBytes, 0, 0, talk, Round::sentMessages);
    }

    /** Gives each of so many connections its part. */
    interface Talk {
        List<? extends Conversation> parts(Requests requests, int connections);
    }
}
