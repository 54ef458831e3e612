package dev.hikyaku.broker.schedules;

import dev.hikyaku.broker.push.Functions;
import dev.hikyaku.broker.push.HttpSender;
import dev.hikyaku.model.Arn;
import dev.hikyaku.schedule.Firing;
import dev.hikyaku.schedule.Target;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Calls the targets of schedules that are not queues. Belongs to one event loop. */
public final class TargetCalls implements AutoCloseable {
    /** The actions of the services that run here. */
    public interface Actions {
        /**
         * Calls an action.
         *
         * @param service as AWS's SDKs name it, such as {@code eventbridge}
         * @param action as its model names it
         * @param input the request as JSON
         * @return the answer as JSON; fails with a {@link dev.hikyaku.model.ServiceException}
         */
        CompletionStage<JsonNode> call(
                String region, String account, String service, String action, String input);
    }

    /** API destinations. */
    public interface Destinations {
        /** There are none. */
        Destinations NONE =
                (arn, payload) ->
                        Future.failedFuture(
                                TargetFailure.lasting(
                                        "NO_RESOURCE", "There is no API destination " + arn + "."));

        /** Calls one; fails with a {@link TargetFailure}. */
        Future<Void> call(String arn, String payload);

        /** Breaks off what is under way. */
        default void close() {}
    }

    /** Rules of event buses that fire by time. */
    public interface Rules {
        /** There are none. */
        Rules NONE = firing -> Future.succeededFuture();

        /** A rule is due. Comes again if it fails. */
        Future<Void> fired(Firing firing);
    }

    private static final Duration FUNCTION_TIMEOUT = Duration.ofMinutes(15);
    private static final JsonMapper JSON = new JsonMapper();

    private final Actions actions;
    private final Functions functions;
    private final HttpSender http;
    private final Destinations destinations;
    private final Rules rules;

    public TargetCalls(
            Actions actions,
            Functions functions,
            HttpSender http,
            Destinations destinations,
            Rules rules) {
        this.actions = actions;
        this.functions = functions;
        this.http = http;
        this.destinations = destinations;
        this.rules = rules;
    }

    /** Calls a firing's target; fails with a {@link TargetFailure} or whatever went wrong. */
    Future<Void> call(Firing firing, String payload) {
        Target target = firing.target();
        Arn arn = Objects.requireNonNull(Arn.parse(target.arn()));
        return switch (arn.service()) {
            case "sns" -> action(firing, "sns", "Publish", publish(target, payload));
            case "lambda" -> function(target.arn(), payload);
            case "events" -> events(firing, arn, payload);
            case "scheduler" -> universal(firing, payload);
            default ->
                    Future.failedFuture(
                            TargetFailure.lasting(
                                    "UNSUPPORTED_TARGET", target.arn() + " is not supported."));
        };
    }

    private static String publish(Target target, String payload) {
        return JSON.writeValueAsString(Map.of("TopicArn", target.arn(), "Message", payload));
    }

    private Future<Void> events(Firing firing, Arn arn, String payload) {
        Target target = firing.target();
        if (arn.resource().startsWith("rule/")) {
            return rules.fired(firing);
        }
        if (arn.resource().startsWith("api-destination/")) {
            return destinations.call(target.arn(), payload);
        }
        Map<String, Object> entry =
                Map.of(
                        "EventBusName",
                        target.arn(),
                        "Source",
                        String.valueOf(target.source()),
                        "DetailType",
                        String.valueOf(target.detailType()),
                        "Detail",
                        payload,
                        "Resources",
                        List.of(firing.scheduleArn()));
        String input = JSON.writeValueAsString(Map.of("Entries", List.of(entry)));
        return action(firing, "eventbridge", "PutEvents", input);
    }

    private Future<Void> universal(Firing firing, String payload) {
        String[] parts = firing.target().arn().substring(Target.UNIVERSAL.length()).split(":", 2);
        String action = Character.toUpperCase(parts[1].charAt(0)) + parts[1].substring(1);
        return action(firing, parts[0], action, payload);
    }

    private Future<Void> action(Firing firing, String service, String action, String input) {
        return Future.fromCompletionStage(
                        actions.call(firing.region(), firing.account(), service, action, input),
                        Vertx.currentContext())
                .compose(TargetCalls::whole);
    }

    /** Answers of batches say that they failed in part, or as a whole. */
    private static Future<Void> whole(JsonNode answer) {
        JsonNode failed = answer.path("FailedEntryCount");
        if (failed.isNumber() && failed.intValue() > 0) {
            JsonNode entry = answer.path("Entries").path(0);
            return Future.failedFuture(
                    TargetFailure.passing(
                            entry.path("ErrorCode").asString("InternalFailure"),
                            entry.path("ErrorMessage").asString("An entry failed.")));
        }
        return Future.succeededFuture();
    }

    private Future<Void> function(String arn, String payload) {
        URI url = functions.find(arn);
        if (url == null) {
            return Future.failedFuture(
                    TargetFailure.lasting(
                            "ResourceNotFoundException",
                            "No [[function]] is configured for " + arn + "."));
        }
        return http.send(
                        new HttpSender.Request(
                                "POST",
                                url,
                                Map.of("Content-Type", "application/json"),
                                payload.getBytes(StandardCharsets.UTF_8),
                                FUNCTION_TIMEOUT))
                .compose(TargetCalls::answered);
    }

    private static Future<Void> answered(HttpSender.Reply reply) {
        if (!reply.success()) {
            return Future.failedFuture(
                    TargetFailure.passing(
                            "ServiceException", "The function answered " + reply.status() + "."));
        }
        String error = reply.headers().get("X-Amz-Function-Error");
        return error == null
                ? Future.succeededFuture()
                : Future.failedFuture(
                        TargetFailure.passing(
                                "FunctionError", "The function failed: " + error + "."));
    }

    @Override
    public void close() {
        http.close();
        destinations.close();
    }
}
