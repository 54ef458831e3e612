package dev.hikyaku.delivery.source;

/** A queue that cannot be used now, in words for a log line. It carries no stack trace. */
public final class SourceException extends RuntimeException {
    public SourceException(String message) {
        super(message, null, false, false);
    }
}
