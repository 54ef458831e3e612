package dev.hikyaku.integration;

/** What a service says when it says no, as SDKs show it. */
public final class AwsError extends RuntimeException {
    private final String code;
    private final String message;
    private final int status;

    public AwsError(String code, String message, int status) {
        super(status + " " + code + ": " + message);
        this.code = code;
        this.message = message;
        this.status = status;
    }

    /** The code that programs match: the older one of services that have two. */
    public String code() {
        return code;
    }

    /** The sentence alone. */
    public String message() {
        return message;
    }

    /** Of HTTP. */
    public int status() {
        return status;
    }
}
