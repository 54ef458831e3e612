package dev.hikyaku.bench.load;

import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** Receives messages, ten unless it works on each, deletes them, and starts again. */
public final class Draining implements Conversation {
    private final Requests requests;
    private final Buffer receive;
    private final boolean waits;
    private final long workMillis;
    private final Consumer<Response> received;
    private List<String> handles = List.of();
    private int deleting;

    private Draining(
            Requests requests,
            Buffer receive,
            boolean waits,
            long workMillis,
            Consumer<Response> received) {
        this.requests = requests;
        this.receive = receive;
        this.waits = waits;
        this.workMillis = workMillis;
        this.received = received;
    }

    /** Takes what is there. */
    public static Draining atOnce(Requests requests) {
        return new Draining(requests, requests.receive(0), false, 0, response -> {});
    }

    /** Waits a second where there is nothing. */
    public static Draining waiting(Requests requests) {
        return new Draining(requests, requests.receive(1), true, 0, response -> {});
    }

    /** Waits for one message, tells that it came, and works on it before it deletes it. */
    public static Draining working(Requests requests, Duration work, Consumer<Response> received) {
        return new Draining(requests, requests.receive(1, 1), true, work.toMillis(), received);
    }

    @Override
    public long restMillis() {
        return handles.isEmpty() ? 0 : workMillis;
    }

    @Override
    public Buffer next() {
        deleting = handles.size();
        Buffer request = deleting > 0 ? requests.deleteBatch(handles) : receive;
        // forgotten before the answer: a delete that is refused is not tried for ever
        handles = List.of();
        return request;
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

    @Override
    public boolean timed() {
        return deleting > 0 || !waits;
    }
}
