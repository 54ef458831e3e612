package dev.hikyaku.bench.load;

import io.vertx.core.buffer.Buffer;
import java.util.function.LongConsumer;

/** Waits for messages, tells when one came, and deletes none. */
public final class Polling implements Conversation {
    private final Buffer receive;
    private final LongConsumer arrivedNanos;

    public Polling(Buffer receive, LongConsumer arrivedNanos) {
        this.receive = receive;
        this.arrivedNanos = arrivedNanos;
    }

    @Override
    public Buffer next() {
        return receive;
    }

    @Override
    public void answered(Response response, Tally tally) {
        long nowNanos = System.nanoTime();
        response.receiptHandles().forEach(handle -> arrivedNanos.accept(nowNanos));
    }

    @Override
    public boolean timed() {
        return false;
    }
}
