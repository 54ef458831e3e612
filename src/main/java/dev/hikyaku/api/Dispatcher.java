package dev.hikyaku.api;

import dev.hikyaku.model.ErrorCode;
import dev.hikyaku.model.ServiceException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * From a request to its answer: finds the service, the protocol and the action, and turns every
 * failure into an error answer.
 */
public final class Dispatcher {
    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);

    private final Router router;

    /**
     * Serves several services at once.
     *
     * @param services at least one; the first one takes what no other does
     */
    public Dispatcher(List<Service> services) {
        this.router = new Router(services);
    }

    /** Serves a request. The stage never fails. */
    public CompletionStage<ApiResponse> serve(ApiRequest request, Caller caller) {
        String requestId = requestId();
        Protocol protocol;
        try {
            protocol = router.protocol(request, caller, requestId);
        } catch (ServiceException e) {
            return CompletableFuture.completedFuture(refuse(request, caller, e));
        }
        try {
            String operation = protocol.operation();
            return run(protocol.service().action(operation), protocol, operation, caller)
                    .exceptionally(failure -> protocol.error(asError(failure, requestId)));
        } catch (RuntimeException e) {
            return CompletableFuture.completedFuture(protocol.error(asError(e, requestId)));
        }
    }

    /** An error answer for a request that is not to be served, in the request's own protocol. */
    public ApiResponse refuse(ApiRequest request, Caller caller, ServiceException error) {
        return router.byHead(request, caller, requestId()).error(error);
    }

    private static <I extends Record, O extends Record> CompletionStage<ApiResponse> run(
            Action<I, O> action, Protocol protocol, String operation, Caller caller) {
        I input = protocol.input(action.requestType());
        return action.handler()
                .handle(input, caller)
                .thenApply(output -> protocol.result(operation, output));
    }

    private static ServiceException asError(Throwable failure, String requestId) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null
                        ? failure.getCause()
                        : failure;
        if (cause instanceof ServiceException error) {
            return error;
        }
        LOG.error("Request {} failed inside the server", requestId, cause);
        return new ServiceException(
                ErrorCode.INTERNAL_FAILURE,
                "The request failed inside the server; request id " + requestId + ".");
    }

    private static String requestId() {
        var random = ThreadLocalRandom.current();
        return new UUID(random.nextLong(), random.nextLong()).toString();
    }
}
