package dev.hikyaku.delivery;

import dev.hikyaku.delivery.source.Message;
import org.jspecify.annotations.Nullable;

/** A message from its receive until its outcome is known: its visibility is extended meanwhile. */
final class Held implements Line.Startable {
    final Lane lane;
    final Message message;
    final long receivedAtMillis;
    long extendedAtMillis;
    boolean running;

    /** Its message group, where the order or the number of deliveries within the group counts. */
    @Nullable GroupLine group;

    /** Whether its visibility can no longer be extended: it is no longer this daemon's. */
    boolean lost;

    /** Whether an extension is on its way; what comes after it waits in {@link #afterBeat}. */
    boolean beating;

    @Nullable Runnable afterBeat;

    Held(Lane lane, Message message, long nowMillis) {
        this.lane = lane;
        this.message = message;
        this.receivedAtMillis = nowMillis;
        this.extendedAtMillis = nowMillis;
    }

    @Override
    public Held first() {
        return this;
    }
}
