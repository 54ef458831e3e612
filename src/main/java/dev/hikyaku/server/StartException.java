package dev.hikyaku.server;

/** What the machine refuses a server that is told nothing wrong: a sentence that names it. */
public final class StartException extends RuntimeException {
    StartException(String message, Throwable cause) {
        super(message, cause);
    }
}
