package dev.hikyaku.delivery.periodic;

import java.util.concurrent.Executor;

/** The one thread that periodic tasks belong to. {@link #execute} may be called from any thread. */
public interface PeriodicLoop extends Executor {
    /**
     * Runs something later, once.
     *
     * @return cancels it; without effect if it has run
     */
    Runnable after(long delayMillis, Runnable action);
}
