package dev.hikyaku.api;

import dev.hikyaku.broker.schedules.TargetCalls;
import dev.hikyaku.model.ErrorCode;
import dev.hikyaku.model.ServiceException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Calls actions of the services here without a request of HTTP. Thread-safe. */
public final class LocalCalls implements TargetCalls.Actions {
    /** Names of AWS's SDKs that are not those of credential scopes. */
    private static final Map<String, String> NAMES = Map.of("eventbridge", "events");

    private volatile Map<String, Service> services = Map.of();

    /** Says what there is. */
    public void serve(List<Service> all) {
        services =
                all.stream()
                        .collect(Collectors.toUnmodifiableMap(Service::name, Function.identity()));
    }

    @Override
    public CompletionStage<JsonNode> call(
            String region, String account, String service, String action, String input) {
        String name = NAMES.getOrDefault(service, service);
        Service found = services.get(name);
        if (found == null) {
            return CompletableFuture.failedFuture(
                    new ServiceException(
                            ErrorCode.UNSUPPORTED_OPERATION,
                            "The service " + service + " is not one of this server."));
        }
        try {
            var caller = new Owner(new Credential(account, region, name));
            return call(found.action(action), input.getBytes(StandardCharsets.UTF_8), caller);
        } catch (ServiceException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private static <I extends Record, O extends Record> CompletionStage<JsonNode> call(
            Action<I, O> action, byte[] input, Caller caller) {
        I request = Json.read(input, action.requestType());
        return action.handler()
                .handle(request, caller)
                .thenApply(output -> Json.mapper().valueToTree(output));
    }

    /** Who a call is made for: the account of what calls. */
    private record Owner(Credential owner) implements Caller {
        @Override
        public @Nullable Credential credential() {
            return owner;
        }

        @Override
        public String host() {
            return "";
        }

        @Override
        public void onGone(Runnable action) {}

        @Override
        public void execute(Runnable command) {
            Thread.startVirtualThread(command);
        }
    }
}
