package dev.hikyaku.delivery;

/** The target did not come up in time. It carries no stack trace. */
public final class TargetDownException extends RuntimeException {
    TargetDownException(String message) {
        super(message, null, false, false);
    }
}
