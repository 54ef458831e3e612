package dev.hikyaku.integration.aws;

import dev.hikyaku.integration.AwsError;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.assertj.core.api.AbstractThrowableAssert;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What cases of event buses need. */
interface EventCases extends AwsCases {
    JsonMapper JSON = new JsonMapper();
    String ARN = "arn:aws:events:" + REGION + ":" + ACCOUNT + ":";
    String ANY = "{\"source\":[{\"exists\":true}]}";

    /** A new bus's name. */
    default String newBus() {
        String name = newName();
        events().call("CreateEventBus", "Name", name);
        return name;
    }

    /** A new rule's name. */
    default String newRule(String bus, String pattern) {
        String name = newName();
        events().call("PutRule", "Name", name, "EventBusName", bus, "EventPattern", pattern);
        return name;
    }

    default String busArn(String bus) {
        return ARN + "event-bus/" + bus;
    }

    default String ruleArn(String bus, String rule) {
        return ARN + "rule/" + bus + "/" + rule;
    }

    default JsonNode putTarget(String bus, String rule, Map<String, Object> target) {
        return events().call(
                        "PutTargets",
                        "Rule",
                        rule,
                        "EventBusName",
                        bus,
                        "Targets",
                        List.of(target));
    }

    /** Sends all that comes to a bus to a new queue. */
    default String queueOfAll(String bus) {
        String queue = newQueue();
        putTarget(bus, newRule(bus, ANY), AwsApi.given("Id", "t", "Arn", queueArn(queue)));
        return queue;
    }

    default JsonNode put(@Nullable String bus, String detail) {
        return putEntries(entry(bus, detail));
    }

    default Map<String, Object> entry(@Nullable String bus, String detail) {
        return AwsApi.given(
                "Source", "shop", "DetailType", "order", "Detail", detail, "EventBusName", bus);
    }

    default JsonNode putEntries(Map<?, ?>... entries) {
        return events().call("PutEvents", "Entries", List.of(entries));
    }

    /** The bodies that come into a queue. */
    default List<String> bodies(String queue, int count) {
        return receive(queue, count).stream()
                .map(message -> message.path("Body").asString())
                .toList();
    }

    /** The one event that comes into a queue. */
    default JsonNode event(String queue) {
        return JSON.readTree(bodies(queue, 1).getFirst());
    }

    default AbstractThrowableAssert<?, AwsError> assertInvalid(Callable<?> call) {
        return assertRefused(call).returns("ValidationException", AwsError::code);
    }

    default AbstractThrowableAssert<?, AwsError> assertMissing(Callable<?> call) {
        return assertRefused(call).returns("ResourceNotFoundException", AwsError::code);
    }

    default AbstractThrowableAssert<?, AwsError> assertThere(Callable<?> call) {
        return assertRefused(call).returns("ResourceAlreadyExistsException", AwsError::code);
    }
}
