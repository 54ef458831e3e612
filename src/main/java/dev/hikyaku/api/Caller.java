package dev.hikyaku.api;

import java.util.concurrent.Executor;

/**
 * Who waits for an answer. As an executor it runs things where answers are to be made: never on an
 * engine's thread.
 */
public interface Caller extends Executor {
    /** Runs this if the caller goes away before the answer; at most once, on any thread. */
    void onGone(Runnable action);
}
