package dev.hikyaku.delivery.endpoint;

/** Failures of the network in words: some have no message, or one that leaves the kind out. */
final class Reasons {
    private Reasons() {}

    static String of(Throwable cause) {
        String message = cause.getMessage();
        return message == null || message.isBlank() ? cause.getClass().getSimpleName() : message;
    }
}
