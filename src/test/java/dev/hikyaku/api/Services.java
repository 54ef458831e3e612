package dev.hikyaku.api;

import dev.hikyaku.model.ErrorCode;
import dev.hikyaku.model.ServiceError;
import dev.hikyaku.model.ServiceException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Services of every protocol, whose actions answer with what they were asked, and requests. */
final class Services {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** Members of every kind. */
    record Everything(
            @Nullable String name,
            @Nullable Integer count,
            @Nullable Long size,
            @Nullable Double rate,
            @Nullable Boolean enabled,
            @Nullable Instant startDate,
            byte @Nullable [] data,
            @Nullable Inner inner,
            @Nullable List<String> texts,
            @Nullable List<Inner> inners,
            @Nullable Map<String, String> attributes,
            @QueryMember(key = "Name", mapValue = "Value") @Nullable Map<String, Inner> named) {}

    record Inner(@Nullable String key, @Nullable Boolean set) {}

    /** What a fake service calls errors. */
    record Code(String shape, String queryCode, int status) implements ServiceError {
        static Code of(ErrorCode code) {
            return new Code("Own" + code.shape(), "Own" + code.queryCode(), 418);
        }
    }

    static final Service QUEUES =
            Service.of(
                    "sqs",
                    JsonWire.onceQuery("Queues", "com.example#"),
                    new QueryWire("2012-11-05", "http://queues/", "QueueUrl"),
                    List.of(echo("Send"), echo("AddPermission"), failing("Fail")),
                    Set.of(),
                    code -> code);

    static final Service TOPICS =
            Service.of(
                    "sns",
                    null,
                    new QueryWire("2010-03-31", "http://topics/", null),
                    List.of(
                            echo("Publish"),
                            echo("AddPermission"),
                            echo("ConfirmSubscription"),
                            echo("Unsubscribe"),
                            answering("Nothing", new Empty()),
                            answering("NoMembers", new EmptyResult())),
                    Set.of("SetSMSAttributes"),
                    Code::of);

    static final Service EVENTS =
            Service.of(
                    "events",
                    JsonWire.of("Events"),
                    null,
                    List.of(echo("PutEvents"), failing("Fail")),
                    Set.of("CreateEndpoint"),
                    Code::of);

    static final Service SCHEDULES =
            Service.rest(
                    "scheduler",
                    List.of(
                            RestAction.of(
                                    "GET",
                                    "/things",
                                    Map.of("max", "Count", "on", "Enabled", "texts", "Texts"),
                                    echo("ListThings")),
                            RestAction.of("PUT", "/things/{Name}", echo("PutThing")),
                            RestAction.of("POST", "/things/{Name}", failing("FailThing"))),
                    Code::of);

    static final Dispatcher DISPATCHER = new Dispatcher(List.of(QUEUES, TOPICS, EVENTS, SCHEDULES));

    private Services() {}

    private static Action<?, ?> answering(String name, Record answer) {
        return new Action<>(
                name,
                Everything.class,
                (request, caller) -> CompletableFuture.completedFuture(answer));
    }

    private static Action<Everything, Everything> echo(String name) {
        return new Action<>(
                name,
                Everything.class,
                (request, caller) -> CompletableFuture.completedFuture(request));
    }

    private static Action<Everything, Everything> failing(String name) {
        return new Action<>(
                name,
                Everything.class,
                (request, caller) ->
                        CompletableFuture.failedFuture(
                                "own".equals(request.name())
                                        ? new ServiceException(
                                                new Code("Mine", "MineToo", 402), "is mine")
                                        : new ServiceException(
                                                ErrorCode.REQUEST_THROTTLED, "is too much")));
    }

    static Answer serve(ApiRequest request, Caller caller) {
        ApiResponse answer = DISPATCHER.serve(request, caller).toCompletableFuture().getNow(null);
        return new Answer(answer, new String(answer.body(), StandardCharsets.UTF_8));
    }

    static Answer json(String target, String body) {
        return serve(
                new ApiRequest(
                        "POST",
                        "localhost",
                        "/",
                        "",
                        "application/x-amz-json-1.1",
                        target,
                        body.getBytes(StandardCharsets.UTF_8)),
                FakeCaller.UNSIGNED);
    }

    static Answer form(String body) {
        return form(body, FakeCaller.UNSIGNED);
    }

    static Answer form(String body, Caller caller) {
        return serve(
                new ApiRequest(
                        "POST",
                        "localhost",
                        "/",
                        "",
                        "application/x-www-form-urlencoded",
                        null,
                        body.getBytes(StandardCharsets.ISO_8859_1)),
                caller);
    }

    static Answer rest(String method, String path, String query, String body) {
        return serve(
                new ApiRequest(
                        method,
                        "localhost",
                        path,
                        query,
                        "application/json",
                        null,
                        body.getBytes(StandardCharsets.UTF_8)),
                FakeCaller.UNSIGNED);
    }

    record Answer(ApiResponse response, String text) {
        JsonNode tree() {
            return JSON.readTree(text);
        }

        List<String> names() {
            return new ArrayList<>(tree().propertyNames());
        }
    }
}
