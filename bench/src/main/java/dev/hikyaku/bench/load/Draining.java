package dev.hikyaku.bench.load;

import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** Receives messages, ten unless it works on each, deletes them, and starts again. */
public final class Draining implements Conversation {
    private final Requests requests;
    private final Buffer receive;
    private final boolean waits;
    private final boolean singly;
    private final LongSupplier workMillis;
    private final Consumer<Response> received;
    private List<String> handles = List.of();
    private int deleting;

    private Draining(
            Requests requests,
            Buffer receive,
            boolean waits,
            boolean singly,
            LongSupplier workMillis,
            Consumer<Response> received) {
        this.requests = requests;
        this.receive = receive;
        this.waits = waits;
        this.singly = singly;
        this.workMillis = workMillis;
        this.received = received;
    }

    /** Takes what is there. */
    public static Draining atOnce(Requests requests) {
        return new Draining(requests, requests.receive(0), false, false, () -> 0, response -> {});
    }

    /** Waits a second for one message, and deletes it by a request for one. */
    public static Draining singly(Requests requests) {
        return new Draining(requests, requests.receive(1, 1), true, true, () -> 0, response -> {});
    }

    /**
     * Waits for one message, tells that it came, and works on it before it deletes it.
     *
     * @param work the mean; each takes from half to one and a half of it, for consumers that all
     *     took the same time would soon do so in step
     * @param seed what the times come from
     */
    public static Draining working(
            Requests requests, Duration work, long seed, Consumer<Response> received) {
        var random = new Random(seed);
        long half = work.toMillis() / 2;
        return new Draining(
                requests,
                requests.receive(1, 1),
                true,
                false,
                () -> half + random.nextLong(2 * half + 1),
                received);
    }

    @Override
    public long restMillis() {
        return handles.isEmpty() ? 0 : workMillis.getAsLong();
    }

    @Override
    public Buffer next() {
        deleting = handles.size();
        Buffer request = deleting > 0 ? delete() : receive;
        // forgotten before the answer: a delete that is refused is not tried for ever
        handles = List.of();
        return request;
    }

    private Buffer delete() {
        return singly ? requests.delete(handles.getFirst()) : requests.deleteBatch(handles);
    }

    @Override
    public void answered(Response response, Tally tally) {
        if (deleting > 0) {
            tally.deleted(deleting - tally.failedEntries(response));
        } else {
            handles = response.receiptHandles();
            received.accept(response);
        }
    }

    /** Whether the last request was a delete. */
    boolean deleted() {
        return deleting > 0;
    }

    @Override
    public boolean timed() {
        return deleting > 0 || !waits;
    }
}
