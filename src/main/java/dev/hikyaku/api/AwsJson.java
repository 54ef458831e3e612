package dev.hikyaku.api;

import dev.hikyaku.model.ErrorCode;
import dev.hikyaku.model.ServiceError;
import dev.hikyaku.model.ServiceException;
import org.jspecify.annotations.Nullable;

/** AWS JSON 1.0: the operation in {@code X-Amz-Target}, input and output as JSON objects. */
record AwsJson(ApiRequest request, String requestId, Service service) implements Protocol {
    private static final String CONTENT_TYPE = "application/x-amz-json-1.0";

    private record ErrorBody(
            @com.fasterxml.jackson.annotation.JsonProperty("__type") String type,
            @com.fasterxml.jackson.annotation.JsonProperty("message") String message) {}

    @Override
    public String operation() {
        String target = request.target();
        if (target == null) {
            throw new ServiceException(
                    ErrorCode.MISSING_ACTION,
                    "The request is JSON and names no operation: it needs a header X-Amz-Target.");
        }
        String prefix = service.targetPrefix() + ".";
        if (!target.startsWith(prefix)) {
            throw new ServiceException(
                    ErrorCode.INVALID_ACTION,
                    "The X-Amz-Target '" + target + "' is not " + prefix + "ACTION.");
        }
        return target.substring(prefix.length());
    }

    @Override
    public <I extends Record> I input(Class<I> type) {
        return Json.read(request.body(), type);
    }

    @Override
    public ApiResponse result(String operation, Record output) {
        return answer(200, null, output);
    }

    @Override
    public ApiResponse error(ServiceException error) {
        ServiceError code = error.code();
        String queryError = code.queryCode() + (code.senderFault() ? ";Sender" : ";Receiver");
        return answer(
                code.status(),
                queryError,
                new ErrorBody("com.amazonaws.sqs#" + code.shape(), error.getMessage()));
    }

    private ApiResponse answer(int status, @Nullable String queryError, Record body) {
        return new ApiResponse(status, CONTENT_TYPE, requestId, queryError, Json.write(body));
    }
}
