package dev.hikyaku.broker.buses;

import dev.hikyaku.model.ErrorCode;
import dev.hikyaku.model.ServiceException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletionException;

/**
 * Why a delivery did not succeed.
 *
 * @param code as dead letters have it
 * @param lasting whether another attempt would fail as well
 * @param atLeast what an endpoint asks to wait before the next attempt; zero if it does not
 */
public record Failure(String code, String message, boolean lasting, Duration atLeast) {
    private static final Set<ErrorCode> PASSING =
            Set.of(
                    ErrorCode.REQUEST_THROTTLED,
                    ErrorCode.SERVICE_UNAVAILABLE,
                    ErrorCode.INTERNAL_FAILURE);

    static Failure lasting(String code, String message) {
        return new Failure(code, message, true, Duration.ZERO);
    }

    static Failure passing(String code, String message) {
        return new Failure(code, message, false, Duration.ZERO);
    }

    /** What a send within the server failed with. */
    static Failure of(Throwable failed) {
        Throwable cause =
                failed instanceof CompletionException && failed.getCause() != null
                        ? failed.getCause()
                        : failed;
        if (!(cause instanceof ServiceException refused)) {
            return passing("INTERNAL_ERROR", String.valueOf(cause.getMessage()));
        }
        if (refused.code() == ErrorCode.QUEUE_DOES_NOT_EXIST
                || refused.code().shape().equals("ResourceNotFoundException")
                || refused.code().shape().equals("NotFoundException")) {
            return lasting("NO_RESOURCE", refused.getMessage());
        }
        boolean passes =
                refused.code() instanceof ErrorCode code
                        ? PASSING.contains(code)
                        : !refused.code().senderFault();
        return passes
                ? passing("THROTTLING", refused.getMessage())
                : lasting("INVALID_PARAMETER", refused.getMessage());
    }
}
