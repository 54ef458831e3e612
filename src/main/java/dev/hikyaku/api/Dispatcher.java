package dev.hikyaku.api;

import dev.hikyaku.model.ErrorCode;
import dev.hikyaku.model.ServiceException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * From a request to its answer: finds the protocol and the action, and turns every failure into an
 * error answer.
 */
public final class Dispatcher {
    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);

    /** HEAD is answered as GET is, without the body. */
    private static final Set<String> READ = Set.of("GET", "HEAD");

    private final Service service;

    public Dispatcher(Service service) {
        this.service = service;
    }

    /** Serves a request. The stage never fails. */
    public CompletionStage<ApiResponse> serve(ApiRequest request, Caller caller) {
        String requestId = requestId();
        Protocol protocol;
        try {
            protocol = protocol(request, requestId);
        } catch (ServiceException e) {
            return CompletableFuture.completedFuture(refuse(request, e));
        }
        try {
            String operation = protocol.operation();
            return run(action(operation), protocol, operation, caller)
                    .exceptionally(failure -> protocol.error(asError(failure, requestId)));
        } catch (RuntimeException e) {
            return CompletableFuture.completedFuture(protocol.error(asError(e, requestId)));
        }
    }

    /** An error answer for a request that is not to be served, in the request's own protocol. */
    public ApiResponse refuse(ApiRequest request, ServiceException error) {
        String requestId = requestId();
        Protocol protocol =
                json(request)
                        ? new AwsJson(request, requestId, service)
                        : new AwsQuery(Form.parse(""), requestId, service);
        return protocol.error(error);
    }

    private static boolean json(ApiRequest request) {
        return request.target() != null
                || String.valueOf(request.contentType()).startsWith("application/x-amz-json");
    }

    private Protocol protocol(ApiRequest request, String requestId) {
        boolean json = json(request);
        boolean read = READ.contains(request.method());
        if (!request.method().equals("POST") && (json || !read)) {
            throw new ServiceException(
                    ErrorCode.METHOD_NOT_ALLOWED,
                    "The method "
                            + request.method()
                            + " is not allowed; use POST"
                            + (json ? "." : " or GET."));
        }
        if (json) {
            return new AwsJson(request, requestId, service);
        }
        String text =
                read
                        ? request.query()
                        : request.query()
                                + "&"
                                + new String(request.body(), StandardCharsets.ISO_8859_1);
        Form form = Form.parse(text);
        if (request.path().length() > 1 || request.host().contains(".queue.")) {
            // the query protocol may address a queue by calling its URL
            form.putIfAbsent("QueueUrl", "http://" + request.host() + request.path());
        }
        return new AwsQuery(form, requestId, service);
    }

    private Action<?, ?> action(String operation) {
        Action<?, ?> action = service.actions().get(operation);
        if (action != null) {
            return action;
        }
        throw new ServiceException(
                ErrorCode.INVALID_ACTION,
                "The action " + operation + " is not valid for this endpoint.");
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
