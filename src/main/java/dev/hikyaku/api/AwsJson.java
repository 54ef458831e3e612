package dev.hikyaku.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.hikyaku.model.ErrorCode;
import dev.hikyaku.model.ServiceError;
import dev.hikyaku.model.ServiceException;
import org.jspecify.annotations.Nullable;

/** AWS JSON: the operation in {@code X-Amz-Target}, input and output as JSON objects. */
record AwsJson(ApiRequest request, String requestId, Service service, JsonWire wire)
        implements Protocol {
    private record ErrorBody(
            @JsonProperty("__type") String type, @JsonProperty("message") String message) {}

    @Override
    public String operation() {
        String target = request.target();
        if (target == null) {
            throw new ServiceException(
                    ErrorCode.MISSING_ACTION,
                    "The request is JSON and names no operation: it needs a header X-Amz-Target.");
        }
        if (!target.startsWith(wire.targetPrefix())) {
            throw new ServiceException(
                    ErrorCode.INVALID_ACTION,
                    "The X-Amz-Target '" + target + "' is not " + wire.targetPrefix() + "ACTION.");
        }
        return target.substring(wire.targetPrefix().length());
    }

    @Override
    public <I extends Record> I input(Class<I> type) {
        return wire.onceQuery()
                ? Json.readWithNulls(request.body(), type)
                : Json.read(request.body(), type);
    }

    @Override
    public ApiResponse result(String operation, Record output) {
        return answer(200, null, output);
    }

    @Override
    public ApiResponse error(ServiceException error) {
        ServiceError code = service.named(error.code());
        String queryError = code.queryCode() + (code.senderFault() ? ";Sender" : ";Receiver");
        return answer(
                code.status(),
                wire.onceQuery() ? queryError : null,
                new ErrorBody(wire.typePrefix() + code.shape(), error.getMessage()));
    }

    private ApiResponse answer(int status, @Nullable String queryError, Record body) {
        byte[] json = wire.onceQuery() ? Json.write(body) : Json.writeWithEmpty(body);
        return new ApiResponse(status, wire.contentType(), requestId, queryError, null, json);
    }
}
