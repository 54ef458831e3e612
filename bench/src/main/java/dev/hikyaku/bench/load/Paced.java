package dev.hikyaku.bench.load;

import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/** A conversation whose requests come at random moments, so many a second. */
public final class Paced implements Conversation {
    private final Conversation requests;
    private final Moments moments;

    private Paced(Conversation requests, Moments moments) {
        this.requests = requests;
        this.moments = moments;
    }

    /** Lets them speak so many times a second, all together. */
    public static List<Paced> at(double perSecond, List<? extends Conversation> parts) {
        Duration gap = Duration.ofNanos((long) (parts.size() * 1e9 / perSecond));
        return IntStream.range(0, parts.size())
                .mapToObj(i -> new Paced(parts.get(i), new Moments(gap, i)))
                .toList();
    }

    @Override
    public long restMillis() {
        return moments.restMillis();
    }

    @Override
    public Buffer next() {
        return requests.next();
    }

    @Override
    public void answered(Response response, Tally tally) {
        requests.answered(response, tally);
    }

    @Override
    public void refused(Tally tally) {
        requests.refused(tally);
    }

    @Override
    public boolean timed() {
        return requests.timed();
    }
}
