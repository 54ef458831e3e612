package dev.hikyaku.server;

/**
 * What the machine, or a running server, refuses a command that is told nothing wrong: a sentence
 * that names it.
 */
public final class RefusedException extends RuntimeException {
    public RefusedException(String message) {
        super(message);
    }

    public RefusedException(String message, Throwable cause) {
        super(message, cause);
    }
}
