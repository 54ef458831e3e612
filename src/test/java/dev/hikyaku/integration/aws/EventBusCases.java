package dev.hikyaku.integration.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hikyaku.integration.AwsError;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Buses, their permissions and tags. */
interface EventBusCases extends EventCases {
    @Test
    default void theDefaultBusIsThere() {
        JsonNode bus = events().call("DescribeEventBus");
        assertThat(bus.path("Name").asString()).isEqualTo("default");
        assertThat(bus.path("Arn").asString()).isEqualTo(busArn("default"));
    }

    @Test
    default void aNewBusHasAnArn() {
        String name = newName();
        JsonNode made =
                events().call("CreateEventBus", "Name", name, "Description", "what it is for");
        assertThat(made.path("EventBusArn").asString()).isEqualTo(busArn(name));
        JsonNode bus = events().call("DescribeEventBus", "Name", busArn(name));
        assertThat(bus.path("Name").asString()).isEqualTo(name);
        assertThat(bus.path("Description").asString()).isEqualTo("what it is for");
        assertThat(bus.path("CreationTime").asDouble()).isGreaterThan(1.7e9);
    }

    @Test
    default void aBusIsMadeOnce() {
        String name = newBus();
        assertThere(() -> events().call("CreateEventBus", "Name", name))
                .returns("Event bus " + name + " already exists.", AwsError::message);
    }

    @Test
    default void theDefaultBusCannotBeMade() {
        assertThere(() -> events().call("CreateEventBus", "Name", "default"));
    }

    @Test
    default void aBusNameHasNoSlash() {
        assertInvalid(() -> events().call("CreateEventBus", "Name", "a/b"))
                .returns("Event bus name must not contain '/'.", AwsError::message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "ä", "a:b", "a*"})
    default void aBusNameHasFewCharacters(String name) {
        assertInvalid(() -> events().call("CreateEventBus", "Name", name))
                .returns(
                        "1 validation error detected: Value '"
                                + name
                                + "' at 'name' failed to satisfy constraint: Member must satisfy"
                                + " regular expression pattern: [/\\.\\-_A-Za-z0-9]+",
                        AwsError::message);
    }

    @Test
    default void aBusNameHasALimit() {
        assertInvalid(() -> events().call("CreateEventBus", "Name", "b".repeat(257)))
                .satisfies(e ->
                        assertThat(e.message())
                                .endsWith("Member must have length less than or equal to 256"));
    }

    @Test
    default void aBusNeedsAName() {
        assertInvalid(() -> events().call("CreateEventBus"))
                .returns(
                        "1 validation error detected: Value null at 'name' failed to satisfy"
                                + " constraint: Member must not be null",
                        AwsError::message);
    }

    @Test
    default void aBusMayBeDeletedTwice() {
        String name = newBus();
        events().call("DeleteEventBus", "Name", name);
        events().call("DeleteEventBus", "Name", name);
        assertMissing(() -> events().call("DescribeEventBus", "Name", name))
                .returns("Event bus " + name + " does not exist.", AwsError::message);
    }

    @Test
    default void theDefaultBusCannotBeDeleted() {
        assertInvalid(() -> events().call("DeleteEventBus", "Name", "default"))
                .returns("Cannot delete event bus default.", AwsError::message);
    }

    @Test
    default void aBusWithRulesCannotBeDeleted() {
        String name = newBus();
        String rule = newRule(name, ANY);
        assertInvalid(() -> events().call("DeleteEventBus", "Name", name));
        events().call("DeleteRule", "Name", rule, "EventBusName", name);
        events().call("DeleteEventBus", "Name", name);
    }

    @Test
    default void busesAreListedByPrefixInPages() {
        String prefix = newName();
        for (String end : List.of("c", "a", "b")) {
            events().call("CreateEventBus", "Name", prefix + end);
        }
        var names = new ArrayList<String>();
        String token = null;
        do {
            JsonNode page =
                    events().call(
                                    "ListEventBuses",
                                    "NamePrefix",
                                    prefix,
                                    "Limit",
                                    2,
                                    "NextToken",
                                    token);
            page.path("EventBuses").forEach(bus -> names.add(bus.path("Name").asString()));
            token =
                    page.path("NextToken").isMissingNode()
                            ? null
                            : page.path("NextToken").asString();
        } while (token != null);
        assertThat(names).containsExactly(prefix + "a", prefix + "b", prefix + "c");
    }

    @Test
    default void theDefaultBusIsListed() {
        JsonNode page = events().call("ListEventBuses", "NamePrefix", "default");
        assertThat(page.path("EventBuses").get(0).path("Arn").asString())
                .isEqualTo(busArn("default"));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 101})
    default void aPageHasALimit(int limit) {
        assertInvalid(() -> events().call("ListEventBuses", "Limit", limit));
    }

    @Test
    default void aTokenMustBeOne() {
        assertInvalid(() -> events().call("ListEventBuses", "NextToken", "%%%"));
    }

    @Test
    default void busesBelongToARegionAndAccount() {
        String name = newBus();
        AwsApi other = events().as("eu-west-1", "111122223333");
        assertMissing(() -> other.call("DescribeEventBus", "Name", name));
        assertThat(other.call("DescribeEventBus").path("Arn").asString())
                .isEqualTo("arn:aws:events:eu-west-1:111122223333:event-bus/default");
    }

    @Test
    default void aBusIsUpdated() {
        String name = newBus();
        events().call("UpdateEventBus", "Name", name, "Description", "new");
        assertThat(events().call("DescribeEventBus", "Name", name).path("Description").asString())
                .isEqualTo("new");
        assertMissing(() -> events().call("UpdateEventBus", "Name", newName()));
    }

    @Test
    default void permissionsAreAPolicy() {
        String name = newBus();
        events().call(
                        "PutPermission",
                        "EventBusName",
                        name,
                        "Action",
                        "events:PutEvents",
                        "Principal",
                        "111122223333",
                        "StatementId",
                        "one");
        JsonNode policy = policy(name);
        assertThat(policy.path("Statement").get(0).path("Sid").asString()).isEqualTo("one");
        assertThat(policy.path("Statement").get(0).path("Principal").path("AWS").asString())
                .isEqualTo("arn:aws:iam::111122223333:root");
        events().call("RemovePermission", "EventBusName", name, "StatementId", "one");
        assertThat(events().call("DescribeEventBus", "Name", name).has("Policy")).isFalse();
    }

    private JsonNode policy(String bus) {
        return JSON.readTree(
                events().call("DescribeEventBus", "Name", bus).path("Policy").asString());
    }

    @Test
    default void aWholePolicyMayBeSet() {
        String name = newBus();
        events().call(
                        "PutPermission",
                        "EventBusName",
                        name,
                        "Policy",
                        "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Sid\":\"x\"}]}");
        assertThat(policy(name).path("Statement").get(0).path("Sid").asString()).isEqualTo("x");
        events().call("RemovePermission", "EventBusName", name, "RemoveAllPermissions", true);
        assertThat(events().call("DescribeEventBus", "Name", name).has("Policy")).isFalse();
    }

    @Test
    default void aPolicyMustBeJson() {
        String name = newBus();
        assertInvalid(() -> events().call("PutPermission", "EventBusName", name, "Policy", "nope"))
                .returns("This policy contains invalid Json", AwsError::message);
    }

    @Test
    default void aPermissionThatIsNotThereCannotBeRemoved() {
        String name = newBus();
        assertMissing(() ->
                        events().call("RemovePermission", "EventBusName", name, "StatementId", "x"))
                .returns("EventBus does not have a policy.", AwsError::message);
    }

    @Test
    default void onlyPuttingEventsIsPermitted() {
        String name = newBus();
        assertInvalid(() ->
                        events().call(
                                        "PutPermission",
                                        "EventBusName",
                                        name,
                                        "Action",
                                        "events:PutRule",
                                        "Principal",
                                        "*",
                                        "StatementId",
                                        "x"))
                .returns(
                        "Provided value in parameter 'action' is not supported.",
                        AwsError::message);
    }

    @Test
    default void aBusHasTags() {
        String name = newName();
        events().call("CreateEventBus", "Name", name, "Tags", List.of(tag("a", "1")));
        events().call(
                        "TagResource",
                        "ResourceARN",
                        busArn(name),
                        "Tags",
                        List.of(tag("b", "2"), tag("a", "3")));
        assertThat(tags(busArn(name)))
                .isEqualTo("[{\"Key\":\"a\",\"Value\":\"3\"},{\"Key\":\"b\",\"Value\":\"2\"}]");
        events().call("UntagResource", "ResourceARN", busArn(name), "TagKeys", List.of("a", "x"));
        assertThat(tags(busArn(name))).isEqualTo("[{\"Key\":\"b\",\"Value\":\"2\"}]");
    }

    private String tags(String arn) {
        return events().call("ListTagsForResource", "ResourceARN", arn).path("Tags").toString();
    }

    private static Map<String, Object> tag(String key, String value) {
        return AwsApi.given("Key", key, "Value", value);
    }

    @Test
    default void aRuleHasTags() {
        String bus = newBus();
        String rule = newRule(bus, ANY);
        events().call(
                        "TagResource",
                        "ResourceARN",
                        ruleArn(bus, rule),
                        "Tags",
                        List.of(tag("k", "")));
        assertThat(tags(ruleArn(bus, rule))).isEqualTo("[{\"Key\":\"k\",\"Value\":\"\"}]");
    }

    @Test
    default void tagsNeedARuleOrABus() {
        String bus = newBus();
        assertMissing(
                () -> events().call("ListTagsForResource", "ResourceARN", ruleArn(bus, "none")));
        assertInvalid(() -> events().call("ListTagsForResource", "ResourceARN", ARN + "archive/a"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CreateEndpoint",
                "ListEndpoints",
                "ListEventSources",
                "ListPartnerEventSources",
                "DescribeEventSource",
                "ActivateEventSource"
            })
    default void partnersAndEndpointsAreNotThere(String operation) {
        assertRefused(() -> events().call(operation))
                .returns("OperationDisabledException", AwsError::code)
                .returns(
                        "The action " + operation + " is not supported by this server.",
                        AwsError::message);
    }
}
