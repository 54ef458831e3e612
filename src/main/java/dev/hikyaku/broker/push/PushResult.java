package dev.hikyaku.broker.push;

import java.time.Duration;

/** What is to become of a message after a push. */
public sealed interface PushResult {
    /** It is done with: delivered, buried, or given up. */
    record Done() implements PushResult {}

    /**
     * It comes again.
     *
     * @param delay up to 12 hours; in whole seconds, rounded up
     * @param reason for the log
     */
    record Again(Duration delay, String reason) implements PushResult {}

    PushResult DONE = new Done();
}
