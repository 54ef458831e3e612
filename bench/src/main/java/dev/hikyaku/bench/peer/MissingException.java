package dev.hikyaku.bench.peer;

/** A peer cannot take part; the message says what is missing. */
public final class MissingException extends Exception {
    MissingException(String message) {
        super(message);
    }
}
