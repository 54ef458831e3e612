package dev.hikyaku.api;

import dev.hikyaku.model.ErrorCode;
import dev.hikyaku.model.ServiceError;
import dev.hikyaku.model.ServiceException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A service: its actions, and how they are named on the wire.
 *
 * @param name as credential scopes have it, such as {@code sqs}
 * @param json null if it does not speak AWS JSON
 * @param query null if it does not speak the query protocol
 * @param rest its actions by method and path; empty if it has none
 * @param actions by name
 * @param unsupported names of actions that AWS has and this server has not
 * @param errors the service's own errors for those that all services have in common
 */
public record Service(
        String name,
        @Nullable JsonWire json,
        @Nullable QueryWire query,
        List<RestAction<?, ?>> rest,
        Map<String, Action<?, ?>> actions,
        Set<String> unsupported,
        Function<ErrorCode, ServiceError> errors) {

    /** A service that speaks AWS JSON, the query protocol, or both. */
    public static Service of(
            String name,
            @Nullable JsonWire json,
            @Nullable QueryWire query,
            Collection<Action<?, ?>> actions,
            Set<String> unsupported,
            Function<ErrorCode, ServiceError> errors) {
        return new Service(name, json, query, List.of(), byName(actions), unsupported, errors);
    }

    /** A service that speaks REST with JSON. */
    public static Service rest(
            String name, List<RestAction<?, ?>> actions, Function<ErrorCode, ServiceError> errors) {
        return new Service(
                name,
                null,
                null,
                actions,
                byName(actions.stream().<Action<?, ?>>map(RestAction::action).toList()),
                Set.of(),
                errors);
    }

    private static Map<String, Action<?, ?>> byName(Collection<Action<?, ?>> actions) {
        return actions.stream()
                .collect(Collectors.toUnmodifiableMap(Action::name, Function.identity()));
    }

    /**
     * The action of a name.
     *
     * @throws ServiceException UnsupportedOperation if only AWS has it, InvalidAction if nobody has
     */
    Action<?, ?> action(String operation) {
        Action<?, ?> action = actions.get(operation);
        if (action != null) {
            return action;
        }
        if (unsupported.contains(operation)) {
            throw new ServiceException(
                    ErrorCode.UNSUPPORTED_OPERATION,
                    "The action " + operation + " is not supported by this server.");
        }
        throw new ServiceException(
                ErrorCode.INVALID_ACTION,
                "The action " + operation + " is not valid for this endpoint.");
    }

    /** What this service calls an error. */
    ServiceError named(ServiceError error) {
        return error instanceof ErrorCode common ? errors.apply(common) : error;
    }
}
