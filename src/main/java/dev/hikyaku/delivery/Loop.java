package dev.hikyaku.delivery;

import java.util.concurrent.Executor;

/**
 * The one thread that owns a worker's state, its clock and its timers. {@link #execute} and {@link
 * #nowMillis} may be called from any thread; the rest from the loop alone.
 */
interface Loop extends Executor {
    /** Milliseconds from some fixed point; never goes backward. */
    long nowMillis();

    /** Runs something later, once. */
    Timer after(long delayMillis, Runnable action);

    /** Something that is yet to run. */
    interface Timer {
        /** Without effect if it has run. */
        void cancel();
    }
}
