package dev.hikyaku.delivery.endpoint;

import java.time.Duration;

/** How a delivery ended. */
public sealed interface Outcome {
    /** In words, for a log line. */
    String text();

    /**
     * Whether it says that nobody is there, rather than that somebody does not want this message.
     */
    default boolean targetDown() {
        return false;
    }

    /** A status of 200 to 299: the message is done. */
    record Delivered(int status) implements Outcome {
        @Override
        public String text() {
            return "answered " + status;
        }
    }

    /** Any other status, redirections and client errors included: the message comes again. */
    record Rejected(int status) implements Outcome {
        @Override
        public String text() {
            return "answered " + status;
        }
    }

    /** No connection, or it broke before the answer was complete. */
    record Unreachable(String reason) implements Outcome {
        @Override
        public String text() {
            return "unreachable: " + reason;
        }

        @Override
        public boolean targetDown() {
            return true;
        }
    }

    /** No complete answer in time. */
    record TimedOut(Duration limit) implements Outcome {
        @Override
        public String text() {
            return "no answer within " + limit.toMillis() + " ms";
        }
    }

    /** The daemon could not even ask. */
    record Failed(String reason) implements Outcome {
        @Override
        public String text() {
            return "failed: " + reason;
        }
    }
}
