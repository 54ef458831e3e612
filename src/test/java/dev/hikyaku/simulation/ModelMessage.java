package dev.hikyaku.simulation;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A message as the reference model has it. */
final class ModelMessage {
    /** Where it stands. */
    enum State {
        READY,
        DELAYED,
        IN_FLIGHT
    }

    final String body;
    final @Nullable String group;

    /** What its retention counts from. */
    final long sentAt;

    State state = State.READY;
    long visibleAt;

    /** Null until a reply says it. */
    @Nullable UUID id;

    /** Its number in the queue; 0 until a reply says it. */
    long number;

    int count;

    /** The receives that the redrive policy does not count. */
    int uncounted;

    /** Whether it came back from where no dead-letter queue was, and is owed one more receive. */
    boolean returned;

    /** Whether a receiver has changed its visibility since its receive. */
    boolean changed;

    long firstReceivedAt;
    @Nullable String source;

    ModelMessage(String body, @Nullable String group, long sentAt) {
        this.body = body;
        this.group = group;
        this.sentAt = sentAt;
    }

    @Override
    public String toString() {
        return body
                + "["
                + state
                + " until "
                + visibleAt
                + ", count "
                + count
                + "-"
                + uncounted
                + ", group "
                + group
                + ", number "
                + number
                + "]";
    }
}
