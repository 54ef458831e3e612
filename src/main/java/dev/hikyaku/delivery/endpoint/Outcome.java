package dev.hikyaku.delivery.endpoint;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

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

    /** Whether the worker may have seen the message. */
    default boolean sent() {
        return true;
    }

    /** Whether it says that the worker has too much to do. */
    default boolean overloaded() {
        return false;
    }

    /** The worker took it: the message is done. */
    record Delivered(int status) implements Outcome {
        @Override
        public String text() {
            return "answered " + status;
        }
    }

    /**
     * A status that is no success, redirections and client errors included: the message comes
     * again.
     *
     * @param retryAfter when the worker wants to be asked again; null if it does not say
     */
    record Rejected(int status, @Nullable Duration retryAfter) implements Outcome {
        public Rejected(int status) {
            this(status, null);
        }

        @Override
        public String text() {
            return "answered " + status;
        }

        @Override
        public boolean targetDown() {
            return status >= 500;
        }

        @Override
        public boolean overloaded() {
            return status == 429 || status == 503;
        }
    }

    /** The worker answered that it is to come again in a while, whatever the status. */
    record Postponed(Duration delay) implements Outcome {
        @Override
        public String text() {
            return "put off for " + delay.toSeconds() + " s";
        }
    }

    /** The worker answered that it is never to come again: it goes to the dead-letter queue. */
    record Dead(String reason) implements Outcome {
        @Override
        public String text() {
            return "dead: " + reason;
        }
    }

    /**
     * What the answer says, beyond its status, is that it failed or nothing that could be read: the
     * message comes again.
     */
    record BatchFailure(String reason) implements Outcome {
        @Override
        public String text() {
            return reason;
        }
    }

    /**
     * No connection, or it broke before the answer was complete.
     *
     * @param sent whether there was a connection
     */
    record Unreachable(String reason, boolean sent) implements Outcome {
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

        @Override
        public boolean overloaded() {
            return true;
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
