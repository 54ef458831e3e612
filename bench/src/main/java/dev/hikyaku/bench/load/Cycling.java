package dev.hikyaku.bench.load;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;

/** Sends a message, receives one, and deletes it, again and again, by a request each. */
public final class Cycling implements Conversation {
    private final Sending sending;
    private final Draining draining;
    private boolean drains;

    private Cycling(Sending sending, Draining draining) {
        this.sending = sending;
        this.draining = draining;
    }

    public static List<Cycling> singles(Requests requests, int bodyBytes, int connections) {
        var parts = new ArrayList<Cycling>();
        for (Sending sending : Sending.singles(requests, bodyBytes, connections)) {
            parts.add(new Cycling(sending, Draining.singly(requests)));
        }
        return parts;
    }

    private Conversation part() {
        return drains ? draining : sending;
    }

    @Override
    public Buffer next() {
        return part().next();
    }

    @Override
    public void answered(Response response, Tally tally) {
        part().answered(response, tally);
        drains = !drains || !draining.deleted();
    }

    @Override
    public boolean timed() {
        return part().timed();
    }
}
