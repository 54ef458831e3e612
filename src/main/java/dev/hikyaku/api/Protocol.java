package dev.hikyaku.api;

import dev.hikyaku.model.ServiceException;

/**
 * How a request names its operation and holds its input, and how results and errors are written.
 */
sealed interface Protocol permits AwsJson, AwsQuery, RestJson {
    /** The service that the request is for. */
    Service service();

    /**
     * The operation that is asked for.
     *
     * @throws ServiceException (MissingAction) if none is named
     */
    String operation();

    /**
     * The input of the operation.
     *
     * @throws ServiceException (MalformedInput) if it cannot be read
     */
    <I extends Record> I input(Class<I> type);

    ApiResponse result(String operation, Record output);

    ApiResponse error(ServiceException error);
}
