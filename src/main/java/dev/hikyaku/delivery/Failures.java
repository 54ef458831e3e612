package dev.hikyaku.delivery;

import java.util.concurrent.CompletionException;

/** What went wrong, in words for a log line. */
final class Failures {
    private Failures() {}

    static String text(Throwable failure) {
        Throwable cause = failure.getCause();
        if (failure instanceof CompletionException && cause != null) {
            return text(cause);
        }
        String message = failure.getMessage();
        return message == null ? failure.getClass().getSimpleName() : message;
    }
}
