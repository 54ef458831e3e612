package dev.hikyaku.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.hikyaku.model.ErrorCode;
import dev.hikyaku.model.ServiceError;
import dev.hikyaku.model.ServiceException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** REST with JSON: the operation by method and path, the output as a JSON object. */
final class RestJson implements Protocol {
    private static final String CONTENT_TYPE = "application/json";

    private record ErrorBody(@JsonProperty("Message") String message) {}

    /** An action whose path and method a request has. */
    private record Match(RestAction<?, ?> action, Map<String, String> labels) {}

    private final ApiRequest request;
    private final String requestId;
    private final Service service;

    private @Nullable Match match;

    RestJson(ApiRequest request, String requestId, Service service) {
        this.request = request;
        this.requestId = requestId;
        this.service = service;
    }

    @Override
    public Service service() {
        return service;
    }

    @Override
    public String operation() {
        Match found = find();
        match = found;
        return found.action.action().name();
    }

    private Match find() {
        List<String> segments = RestAction.segments(request.path());
        var methods = new ArrayList<String>();
        for (RestAction<?, ?> action : service.rest()) {
            Map<String, String> labels = action.labels(segments);
            if (labels != null && action.method().equals(request.method())) {
                return new Match(action, labels);
            }
            if (labels != null) {
                methods.add(action.method());
            }
        }
        if (methods.isEmpty()) {
            throw new ServiceException(
                    ErrorCode.INVALID_ACTION,
                    "The path " + request.path() + " is not one of this service.");
        }
        throw new ServiceException(
                ErrorCode.METHOD_NOT_ALLOWED,
                "The method "
                        + request.method()
                        + " is not allowed here; use "
                        + String.join(" or ", methods)
                        + ".");
    }

    @Override
    public <I extends Record> I input(Class<I> type) {
        ObjectNode tree = Json.object(request.body());
        Match found = match;
        if (found != null) {
            found.labels.forEach((label, value) -> bind(tree, type, label, value));
            if (!request.query().isEmpty()) {
                bindQuery(tree, type, found.action.parameters());
            }
        }
        return Json.readStrictly(tree, type);
    }

    private void bindQuery(ObjectNode tree, Class<?> type, Map<String, String> parameters) {
        Form.each(
                request.query(),
                (name, value) -> {
                    String member = parameters.get(name);
                    if (member != null) {
                        bind(tree, type, member, value);
                    }
                });
    }

    private static void bind(ObjectNode tree, Class<?> type, String name, String value) {
        for (Shape.Member member : Shape.of(type).members()) {
            if (member.name().equals(name)) {
                if (member.kind() == Shape.Kind.LIST) {
                    ArrayNode list =
                            tree.get(name) instanceof ArrayNode there ? there : tree.putArray(name);
                    list.add(Json.scalar(value, member.type()));
                } else {
                    tree.set(name, Json.scalar(value, member.type()));
                }
            }
        }
    }

    @Override
    public ApiResponse result(String operation, Record output) {
        return answer(200, null, output);
    }

    @Override
    public ApiResponse error(ServiceException error) {
        ServiceError code = service.named(error.code());
        return answer(code.status(), code.shape(), new ErrorBody(error.getMessage()));
    }

    private ApiResponse answer(int status, @Nullable String errorType, Record body) {
        return new ApiResponse(
                status, CONTENT_TYPE, requestId, null, errorType, Json.writeWithEmpty(body));
    }
}
