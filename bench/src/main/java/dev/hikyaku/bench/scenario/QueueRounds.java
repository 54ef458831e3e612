package dev.hikyaku.bench.scenario;

import dev.hikyaku.bench.load.Load;
import dev.hikyaku.bench.load.Round;
import dev.hikyaku.bench.load.Rounds;
import dev.hikyaku.bench.server.Servers;
import java.time.Duration;

/** A workload on one queue, which is filled before each round where that is asked for. */
final class QueueRounds implements Rounds {
    private static final Duration FILL_AT_MOST = Duration.ofSeconds(5);

    private final Workload workload;
    private final Queue queue;
    private final Load load;
    private long messagesMax = Long.MAX_VALUE;

    QueueRounds(Bench bench, Workload workload, Queue queue) {
        this.workload = workload;
        this.queue = queue;
        this.load =
                bench.generator()
                        .open(
                                queue.server().address(),
                                workload.talk()
                                        .parts(queue.requests(), bench.plan().connections()));
    }

    @Override
    public void prepare() {
        if (workload.fillMessages() > 0 && !queue.server().name().equals(Servers.CEILING)) {
            Round filled = queue.fill(workload.bodyBytes(), workload.fillMessages(), FILL_AT_MOST);
            messagesMax = (long) (workload.drainedShare() * filled.sentMessages());
        }
    }

    @Override
    public Round run(Duration duration) {
        return load.run(duration, messagesMax);
    }

    @Override
    public void close() {
        load.close();
    }
}
