package dev.hikyaku.broker.schedules;

import dev.hikyaku.model.ServiceException;
import java.util.Locale;

/** Why a target did not take a firing. */
public final class TargetFailure extends RuntimeException {
    private final String code;
    private final boolean lasting;

    private TargetFailure(String code, String message, boolean lasting) {
        super(message, null, false, false);
        this.code = code;
        this.lasting = lasting;
    }

    /** Another attempt may succeed. */
    public static TargetFailure passing(String code, String message) {
        return new TargetFailure(code, message, false);
    }

    /** Another attempt is of no use. */
    public static TargetFailure lasting(String code, String message) {
        return new TargetFailure(code, message, true);
    }

    static TargetFailure of(Throwable thrown) {
        return switch (thrown) {
            case TargetFailure failure -> failure;
            case ServiceException refused -> of(refused);
            default -> passing("CONNECTION_FAILURE", String.valueOf(thrown.getMessage()));
        };
    }

    private static TargetFailure of(ServiceException refused) {
        String code = refused.code().shape();
        boolean throttled = code.toLowerCase(Locale.ROOT).contains("throttl");
        return new TargetFailure(
                code, refused.getMessage(), refused.code().senderFault() && !throttled);
    }

    String code() {
        return code;
    }

    boolean lasting() {
        return lasting;
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
