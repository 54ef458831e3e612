package dev.hikyaku.bench.load;

import io.vertx.core.buffer.Buffer;
import java.time.Duration;

/**
 * Sends messages of one group at random moments, as many as the mean gap says. The moments do not
 * depend on the answers: what a slow one has held up follows at once.
 */
public final class Trickling implements Conversation {
    private final Requests requests;
    private final String group;
    private final Moments moments;

    /**
     * @param seed the same moments for the same seed
     */
    public Trickling(Requests requests, String group, Duration meanGap, long seed) {
        this.requests = requests;
        this.group = group;
        this.moments = new Moments(meanGap, seed);
    }

    @Override
    public long restMillis() {
        return moments.restMillis();
    }

    @Override
    public Buffer next() {
        return requests.sendStamped(group);
    }

    @Override
    public void answered(Response response, Tally tally) {
        tally.sent(1);
    }
}
