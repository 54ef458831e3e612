package dev.hikyaku.model;

/** What can be wrong with a request, with the names that AWS gives it. Each service has its own. */
public interface ServiceError {
    /** The error shape's name in the service model, as JSON's {@code __type} carries it. */
    String shape();

    /** What XML answers of the query protocol carry as {@code Code}. */
    String queryCode();

    /** The HTTP status. */
    int status();

    /**
     * Whether the request was at fault; otherwise the server was, and the same request may succeed
     * later.
     */
    default boolean senderFault() {
        return status() < 500;
    }
}
