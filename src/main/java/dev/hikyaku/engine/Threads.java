package dev.hikyaku.engine;

/**
 * Waiting for the engine's own threads, which end when they are told to and are interrupted by no
 * one.
 */
final class Threads {
    private Threads() {}

    static void join(Thread thread) {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true; // ending cleanly goes first; the caller sees it afterwards
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
