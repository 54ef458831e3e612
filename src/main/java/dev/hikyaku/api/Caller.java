package dev.hikyaku.api;

import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Who waits for an answer. As an executor it runs things where answers are to be made: never on an
 * engine's thread.
 */
public interface Caller extends Executor {
    /** Who the request says that it comes from; null if it does not say. */
    @Nullable Credential credential();

    /** The host name by which the request reached us, with its port if it has one; or empty. */
    String host();

    /** Runs this if the caller goes away before the answer; at most once, on any thread. */
    void onGone(Runnable action);
}
