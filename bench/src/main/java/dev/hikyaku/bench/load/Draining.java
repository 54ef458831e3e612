package dev.hikyaku.bench.load;

import io.vertx.core.buffer.Buffer;
import java.util.List;

/** Receives ten messages, deletes them, and starts again. */
public final class Draining implements Conversation {
    private final Requests requests;
    private final Buffer receive;
    private final boolean waits;
    private List<String> handles = List.of();
    private int deleting;

    private Draining(Requests requests, int waitSeconds) {
        this.requests = requests;
        this.receive = requests.receive(waitSeconds);
        this.waits = waitSeconds > 0;
    }

    /** Takes what is there. */
    public static Draining atOnce(Requests requests) {
        return new Draining(requests, 0);
    }

    /** Waits a second where there is nothing. */
    public static Draining waiting(Requests requests) {
        return new Draining(requests, 1);
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
        }
    }

    @Override
    public boolean timed() {
        return deleting > 0 || !waits;
    }
}
