package dev.hikyaku.delivery.endpoint;

import dev.hikyaku.delivery.settings.Success;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** What the head of an answer says: its verdict, or else its status. */
final class Judge {
    private static final CharSequence VERDICT = HttpHeaders.createOptimized(Verdict.HEADER);

    private final Success success;
    private final LongSupplier clock;

    /**
     * @param clock milliseconds since 1970
     */
    Judge(Success success, LongSupplier clock) {
        this.success = success;
        this.clock = clock;
    }

    /** What the worker decided in so many words; null if it left that to the status. */
    static @Nullable Outcome verdict(int status, MultiMap headers) {
        return headers.contains(VERDICT) ? Verdict.outcome(headers.getAll(VERDICT), status) : null;
    }

    Outcome byStatus(int status, MultiMap headers) {
        if (succeeded(status)) {
            return new Outcome.Delivered(status);
        }
        return status == 429 || status == 503
                ? new Outcome.Rejected(
                        status, RetryAfter.parse(headers.get("Retry-After"), clock.getAsLong()))
                : new Outcome.Rejected(status);
    }

    private boolean succeeded(int status) {
        return switch (success) {
            case STRICT -> status == 200;
            case ANY_2XX -> status >= 200 && status < 300;
        };
    }
}
