package dev.hikyaku.bench.load;

import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Sends the requests of a shared pool for ever, each connection from another place on. */
public final class Sending implements Conversation {
    /** Enough different requests that neighbours in a store are hardly ever alike. */
    private static final int SINGLES = 1024;

    private static final int BATCHES = 256;

    private final List<Supplier<Buffer>> pool;
    private final boolean batch;
    private int position;

    private Sending(List<Supplier<Buffer>> pool, boolean batch, int position) {
        this.pool = pool;
        this.batch = batch;
        this.position = position;
    }

    public static List<Sending> singles(Requests requests, int bodyBytes, int connections) {
        return spread(requests.sends(bodyBytes, SINGLES), false, connections);
    }

    public static List<Sending> batches(Requests requests, int bodyBytes, int connections) {
        return spread(requests.sendBatches(bodyBytes, BATCHES), true, connections);
    }

    @Override
    public Buffer next() {
        return pool.get(position++ % pool.size()).get();
    }

    @Override
    public void answered(Response response, Tally tally) {
        int failed = batch ? tally.failedEntries(response) : 0;
        tally.sent(batch ? response.count("\"Id\"") - failed : 1);
    }

    private static List<Sending> spread(
            List<Supplier<Buffer>> pool, boolean batch, int connections) {
        return IntStream.range(0, connections)
                .mapToObj(i -> new Sending(pool, batch, i * pool.size() / connections))
                .toList();
    }
}
