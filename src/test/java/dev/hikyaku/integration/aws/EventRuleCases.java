package dev.hikyaku.integration.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hikyaku.integration.AwsError;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Rules and their targets, as definitions. */
interface EventRuleCases extends EventCases {
    String SOME_QUEUE = "arn:aws:sqs:" + REGION + ":" + ACCOUNT + ":some-queue";

    @Test
    default void aRuleIsDescribedAsItWasPut() {
        String bus = newBus();
        String name = newName();
        JsonNode put =
                events().call(
                                "PutRule",
                                "Name",
                                name,
                                "EventBusName",
                                bus,
                                "EventPattern",
                                ANY,
                                "State",
                                "DISABLED",
                                "Description",
                                "what for");
        assertThat(put.path("RuleArn").asString()).isEqualTo(ruleArn(bus, name));
        JsonNode rule = events().call("DescribeRule", "Name", name, "EventBusName", busArn(bus));
        assertThat(rule.path("Arn").asString()).isEqualTo(ruleArn(bus, name));
        assertThat(rule.path("EventPattern").asString()).isEqualTo(ANY);
        assertThat(rule.path("State").asString()).isEqualTo("DISABLED");
        assertThat(rule.path("Description").asString()).isEqualTo("what for");
        assertThat(rule.path("EventBusName").asString()).isEqualTo(bus);
    }

    @Test
    default void aRuleOfTheDefaultBusHasAShortArn() {
        String name = newName();
        JsonNode put = events().call("PutRule", "Name", name, "EventPattern", ANY);
        assertThat(put.path("RuleArn").asString()).isEqualTo(ARN + "rule/" + name);
        events().call("DeleteRule", "Name", name);
    }

    @Test
    default void anotherPutReplacesAllButTargets() {
        String bus = newBus();
        String name = newName();
        events().call(
                        "PutRule",
                        "Name",
                        name,
                        "EventBusName",
                        bus,
                        "EventPattern",
                        ANY,
                        "Description",
                        "first");
        putTarget(bus, name, AwsApi.given("Id", "t", "Arn", SOME_QUEUE));
        String other = "{\"source\":[\"x\"]}";
        events().call("PutRule", "Name", name, "EventBusName", bus, "EventPattern", other);
        JsonNode rule = events().call("DescribeRule", "Name", name, "EventBusName", bus);
        assertThat(rule.has("Description")).isFalse();
        assertThat(rule.path("EventPattern").asString()).isEqualTo(other);
        assertThat(targets(bus, name)).hasSize(1);
    }

    private JsonNode targets(String bus, String rule) {
        return events().call("ListTargetsByRule", "Rule", rule, "EventBusName", bus)
                .path("Targets");
    }

    @Test
    default void aRuleNeedsAPatternOrASchedule() {
        assertInvalid(() -> events().call("PutRule", "Name", newName()))
                .returns(
                        "Parameter(s) EventPattern or ScheduleExpression must be specified.",
                        AwsError::message);
    }

    @Test
    default void aRuleNeedsItsBus() {
        String bus = newName();
        assertMissing(() ->
                        events().call(
                                        "PutRule",
                                        "Name",
                                        "r",
                                        "EventBusName",
                                        bus,
                                        "EventPattern",
                                        ANY))
                .returns("Event bus " + bus + " does not exist.", AwsError::message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '#',
            value = {
                "nope|Unrecognized token 'nope'",
                "[]|Filter is not an object",
                "{\"a\":\"b\"}|\"a\" must be an object or an array",
                "{\"a\":[]}|Empty arrays are not allowed",
                "{\"a\":[{\"like\":\"b\"}]}|Unrecognized match type like",
                "{\"a\":[{\"numeric\":[\"!\",1]}]}|Unrecognized numeric range operator: !"
            })
    default void aPatternMustBeOne(String pattern, String reason) {
        assertRefused(() -> events().call("PutRule", "Name", newName(), "EventPattern", pattern))
                .returns("InvalidEventPatternException", AwsError::code)
                .satisfies(e ->
                        assertThat(e.message())
                                .startsWith("Event pattern is not valid. Reason: " + reason));
    }

    @Test
    default void aPatternHasALimit() {
        String pattern = "{\"source\":[\"" + "x".repeat(4096) + "\"]}";
        assertInvalid(() -> events().call("PutRule", "Name", newName(), "EventPattern", pattern));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rate(1 minute)",
                "rate(5 minutes)",
                "rate(1 hour)",
                "rate(12 days)",
                "cron(0 12 * * ? *)"
            })
    default void aScheduleIsKept(String schedule) {
        String name = newName();
        events().call("PutRule", "Name", name, "ScheduleExpression", schedule, "State", "DISABLED");
        assertThat(
                        events().call("DescribeRule", "Name", name)
                                .path("ScheduleExpression")
                                .asString())
                .isEqualTo(schedule);
        events().call("DeleteRule", "Name", name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rate(1 minutes)",
                "rate(2 minute)",
                "rate(0 days)",
                "cron(0 12)",
                "cron(0 0 1 13 ? *)",
                "daily"
            })
    default void aScheduleMustBeOne(String schedule) {
        assertInvalid(() ->
                        events().call("PutRule", "Name", newName(), "ScheduleExpression", schedule))
                .returns("Parameter ScheduleExpression is not valid.", AwsError::message);
    }

    @Test
    default void schedulesBelongToTheDefaultBus() {
        String bus = newBus();
        assertInvalid(() ->
                        events().call(
                                        "PutRule",
                                        "Name",
                                        "r",
                                        "EventBusName",
                                        bus,
                                        "ScheduleExpression",
                                        "rate(1 hour)"))
                .returns(
                        "ScheduleExpression is supported only on the default event bus.",
                        AwsError::message);
    }

    @Test
    default void aStateMustBeOne() {
        assertInvalid(() ->
                        events().call(
                                        "PutRule",
                                        "Name",
                                        newName(),
                                        "EventPattern",
                                        ANY,
                                        "State",
                                        "ON"))
                .returns(
                        "1 validation error detected: Value 'ON' at 'state' failed to satisfy"
                                + " constraint: Member must satisfy enum value set: [ENABLED,"
                                + " DISABLED, ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS]",
                        AwsError::message);
    }

    @Test
    default void aRuleIsSwitchedOffAndOn() {
        String bus = newBus();
        String rule = newRule(bus, ANY);
        events().call("DisableRule", "Name", rule, "EventBusName", bus);
        assertThat(state(bus, rule)).isEqualTo("DISABLED");
        events().call("EnableRule", "Name", rule, "EventBusName", bus);
        assertThat(state(bus, rule)).isEqualTo("ENABLED");
    }

    private String state(String bus, String rule) {
        return events().call("DescribeRule", "Name", rule, "EventBusName", bus)
                .path("State")
                .asString();
    }

    @ParameterizedTest
    @ValueSource(strings = {"DescribeRule", "EnableRule", "DisableRule"})
    default void aRuleMustBeThere(String operation) {
        String bus = newBus();
        assertMissing(() -> events().call(operation, "Name", "none", "EventBusName", bus))
                .returns("Rule none does not exist on EventBus " + bus + ".", AwsError::message);
    }

    @Test
    default void aRuleMayBeDeletedTwice() {
        String bus = newBus();
        String rule = newRule(bus, ANY);
        events().call("DeleteRule", "Name", rule, "EventBusName", bus);
        events().call("DeleteRule", "Name", rule, "EventBusName", bus);
        assertMissing(() -> events().call("DescribeRule", "Name", rule, "EventBusName", bus));
    }

    @Test
    default void aRuleOfNoBusCannotBeDeleted() {
        assertMissing(() -> events().call("DeleteRule", "Name", "r", "EventBusName", newName()));
    }

    @Test
    default void aRuleWithTargetsCannotBeDeleted() {
        String bus = newBus();
        String rule = newRule(bus, ANY);
        putTarget(bus, rule, AwsApi.given("Id", "t", "Arn", SOME_QUEUE));
        assertInvalid(() -> events().call("DeleteRule", "Name", rule, "EventBusName", bus))
                .returns("Rule can't be deleted since it has targets.", AwsError::message);
        events().call("RemoveTargets", "Rule", rule, "EventBusName", bus, "Ids", List.of("t"));
        events().call("DeleteRule", "Name", rule, "EventBusName", bus);
    }

    @Test
    default void rulesAreListedByPrefixInPages() {
        String bus = newBus();
        for (String name : List.of("a2", "b", "a1", "a3")) {
            events().call("PutRule", "Name", name, "EventBusName", bus, "EventPattern", ANY);
        }
        JsonNode first =
                events().call("ListRules", "EventBusName", bus, "NamePrefix", "a", "Limit", 2);
        JsonNode second =
                events().call(
                                "ListRules",
                                "EventBusName",
                                bus,
                                "NamePrefix",
                                "a",
                                "NextToken",
                                first.path("NextToken").asString());
        assertThat(names(first)).containsExactly("a1", "a2");
        assertThat(names(second)).containsExactly("a3");
        assertThat(second.has("NextToken")).isFalse();
    }

    private static List<String> names(JsonNode page) {
        var names = new ArrayList<String>();
        page.path("Rules").forEach(rule -> names.add(rule.path("Name").asString()));
        return names;
    }

    @Test
    default void rulesAreFoundByTheirTarget() {
        String bus = newBus();
        String one = newRule(bus, ANY);
        String two = newRule(bus, ANY);
        newRule(bus, ANY);
        putTarget(bus, one, AwsApi.given("Id", "t", "Arn", SOME_QUEUE));
        putTarget(bus, two, AwsApi.given("Id", "t", "Arn", SOME_QUEUE));
        JsonNode found =
                events().call(
                                "ListRuleNamesByTarget",
                                "TargetArn",
                                SOME_QUEUE,
                                "EventBusName",
                                bus,
                                "Limit",
                                1);
        assertThat(found.path("RuleNames").toString()).isEqualTo("[\"" + one + "\"]");
        JsonNode rest =
                events().call(
                                "ListRuleNamesByTarget",
                                "TargetArn",
                                SOME_QUEUE,
                                "EventBusName",
                                bus,
                                "NextToken",
                                found.path("NextToken").asString());
        assertThat(rest.path("RuleNames").toString()).isEqualTo("[\"" + two + "\"]");
    }

    @Test
    default void aTargetIsListedAsItWasPut() {
        String bus = newBus();
        String rule = newRule(bus, ANY);
        Map<String, Object> target =
                AwsApi.given(
                        "Id",
                        "t",
                        "Arn",
                        SOME_QUEUE,
                        "InputTransformer",
                        Map.of(
                                "InputPathsMap",
                                Map.of("a", "$.detail.a"),
                                "InputTemplate",
                                "{\"a\": <a>}"),
                        "DeadLetterConfig",
                        Map.of("Arn", SOME_QUEUE),
                        "RetryPolicy",
                        Map.of("MaximumRetryAttempts", 3, "MaximumEventAgeInSeconds", 60));
        JsonNode put = putTarget(bus, rule, target);
        assertThat(put.path("FailedEntryCount").asInt()).isZero();
        assertThat(targets(bus, rule)).containsExactly(JSON.<JsonNode>valueToTree(target));
    }

    @Test
    default void aRuleHasFiveTargets() {
        String bus = newBus();
        String rule = newRule(bus, ANY);
        for (int i = 0; i < 5; i++) {
            putTarget(bus, rule, AwsApi.given("Id", "t" + i, "Arn", SOME_QUEUE));
        }
        assertRefused(() -> putTarget(bus, rule, AwsApi.given("Id", "t5", "Arn", SOME_QUEUE)))
                .returns("LimitExceededException", AwsError::code)
                .returns(
                        "The requested resource exceeds the maximum number allowed.",
                        AwsError::message);
        putTarget(bus, rule, AwsApi.given("Id", "t4", "Arn", SOME_QUEUE, "Input", "1"));
        assertThat(targets(bus, rule)).hasSize(5);
    }

    @Test
    default void targetsAreListedInPages() {
        String bus = newBus();
        String rule = newRule(bus, ANY);
        for (String id : List.of("c", "a", "b")) {
            putTarget(bus, rule, AwsApi.given("Id", id, "Arn", SOME_QUEUE));
        }
        JsonNode first =
                events().call("ListTargetsByRule", "Rule", rule, "EventBusName", bus, "Limit", 2);
        assertThat(first.path("Targets")).hasSize(2);
        JsonNode second =
                events().call(
                                "ListTargetsByRule",
                                "Rule",
                                rule,
                                "EventBusName",
                                bus,
                                "NextToken",
                                first.path("NextToken").asString());
        assertThat(second.path("Targets")).hasSize(1);
    }

    @Test
    default void targetsAreRemoved() {
        String bus = newBus();
        String rule = newRule(bus, ANY);
        putTarget(bus, rule, AwsApi.given("Id", "t", "Arn", SOME_QUEUE));
        JsonNode removed =
                events().call(
                                "RemoveTargets",
                                "Rule",
                                rule,
                                "EventBusName",
                                bus,
                                "Ids",
                                List.of("t", "none"));
        assertThat(removed.path("FailedEntryCount").asInt()).isZero();
        assertThat(targets(bus, rule)).isEmpty();
    }

    @Test
    default void targetsNeedTheirRule() {
        String bus = newBus();
        String message = "Rule none does not exist on EventBus " + bus + ".";
        assertMissing(() -> putTarget(bus, "none", AwsApi.given("Id", "t", "Arn", SOME_QUEUE)))
                .returns(message, AwsError::message);
        assertMissing(() -> targets(bus, "none")).returns(message, AwsError::message);
        assertMissing(() ->
                        events().call(
                                        "RemoveTargets",
                                        "Rule",
                                        "none",
                                        "EventBusName",
                                        bus,
                                        "Ids",
                                        List.of("t")))
                .returns(message, AwsError::message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '#',
            value = {
                "Arn|nope|Parameter nope is not valid. Reason: Provided Arn is not in correct format.",
                "Arn|arn:aws:sqs:us-east-1:000000000000:q.fifo|Parameter(s) SqsParameters must be specified for target: t.",
                "Arn|arn:aws:states:us-east-1:000000000000:stateMachine:s|Parameter arn:aws:states:us-east-1:000000000000:stateMachine:s is not valid. Reason: Targets are queues, topics, event buses, API destinations, functions and log groups; others are not there.",
                "Input|nope|JSON syntax error in input for target t",
                "InputPath|detail|Invalid JsonPath: detail.",
                "Id|a b|1 validation error detected: Value 'a b' at 'targets.1.member.id' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\.\\-_A-Za-z0-9]+"
            })
    default void aTargetMustMakeSense(String member, String value, String message) {
        String bus = newBus();
        String rule = newRule(bus, ANY);
        Map<String, Object> target = AwsApi.given("Id", "t", "Arn", SOME_QUEUE);
        target.put(member, value);
        assertInvalid(() -> putTarget(bus, rule, target)).returns(message, AwsError::message);
    }

    @Test
    default void onlyOneKindOfInputMayBeAsked() {
        String bus = newBus();
        String rule = newRule(bus, ANY);
        assertInvalid(() ->
                        putTarget(
                                bus,
                                rule,
                                AwsApi.given(
                                        "Id",
                                        "t",
                                        "Arn",
                                        SOME_QUEUE,
                                        "Input",
                                        "1",
                                        "InputPath",
                                        "$.detail")))
                .returns(
                        "Only one of Input, InputPath, or InputTransformer must be provided for"
                                + " target t.",
                        AwsError::message);
    }

    @Test
    default void aTemplateMustBeJson() {
        String bus = newBus();
        String rule = newRule(bus, ANY);
        assertInvalid(() ->
                        putTarget(
                                bus,
                                rule,
                                AwsApi.given(
                                        "Id",
                                        "t",
                                        "Arn",
                                        SOME_QUEUE,
                                        "InputTransformer",
                                        Map.of("InputTemplate", "{\"a\": "))))
                .satisfies(e ->
                        assertThat(e.message())
                                .startsWith("Invalid InputTemplate for target t : "));
    }

    @ParameterizedTest
    @CsvSource({
        "MaximumRetryAttempts, 186",
        "MaximumRetryAttempts, -1",
        "MaximumEventAgeInSeconds, 59",
        "MaximumEventAgeInSeconds, 86401"
    })
    default void aRetryPolicyHasLimits(String member, int value) {
        String bus = newBus();
        String rule = newRule(bus, ANY);
        assertInvalid(() ->
                putTarget(
                        bus,
                        rule,
                        AwsApi.given(
                                "Id",
                                "t",
                                "Arn",
                                SOME_QUEUE,
                                "RetryPolicy",
                                Map.of(member, value))));
    }

    @Test
    default void aDeadLetterQueueMustBeAQueue() {
        String bus = newBus();
        String rule = newRule(bus, ANY);
        assertInvalid(() ->
                putTarget(
                        bus,
                        rule,
                        AwsApi.given(
                                "Id",
                                "t",
                                "Arn",
                                SOME_QUEUE,
                                "DeadLetterConfig",
                                Map.of("Arn", busArn(bus)))));
    }
}
