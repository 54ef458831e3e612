package dev.hikyaku.integration.aws;

import static dev.hikyaku.integration.aws.SchedulerCases.far;
import static dev.hikyaku.integration.aws.SchedulerCases.target;
import static dev.hikyaku.integration.aws.SchedulerCases.with;
import static dev.hikyaku.integration.aws.SchedulerCases.without;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hikyaku.integration.AwsError;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Schedules as definitions. */
interface ScheduleCases extends SchedulerCases {
    @Test
    default void aScheduleIsReadAsItWasMade() {
        String name = newName();
        Map<String, Object> asked = far(name);
        asked = with(asked, "ScheduleExpressionTimezone", "Europe/Berlin");
        asked = with(asked, "Description", "a düe day");
        asked = with(asked, "State", "DISABLED");
        asked = with(asked, "ActionAfterCompletion", "DELETE");
        asked = with(asked, "StartDate", 3_000_000_000L);
        asked = with(asked, "EndDate", 3_000_003_600L);
        asked =
                with(
                        asked,
                        "FlexibleTimeWindow",
                        Map.of("Mode", "FLEXIBLE", "MaximumWindowInMinutes", 15));
        asked = with(asked, "Target.DeadLetterConfig", Map.of("Arn", NOWHERE));
        asked =
                with(
                        asked,
                        "Target.RetryPolicy",
                        Map.of("MaximumEventAgeInSeconds", 60, "MaximumRetryAttempts", 0));
        asked = with(asked, "Target.SqsParameters", Map.of("MessageGroupId", "g"));
        String arn = create(asked);
        assertThat(arn)
                .isEqualTo("arn:aws:scheduler:us-east-1:000000000000:schedule/default/" + name);
        JsonNode found = get(name);
        assertThat(found.path("Arn").asString()).isEqualTo(arn);
        assertThat(found.path("GroupName").asString()).isEqualTo("default");
        assertThat(found.path("Name").asString()).isEqualTo(name);
        assertThat(found.path("ScheduleExpression").asString())
                .isEqualTo("at(2090-01-01T00:00:00)");
        assertThat(found.path("ScheduleExpressionTimezone").asString()).isEqualTo("Europe/Berlin");
        assertThat(found.path("Description").asString()).isEqualTo("a düe day");
        assertThat(found.path("State").asString()).isEqualTo("DISABLED");
        assertThat(found.path("ActionAfterCompletion").asString()).isEqualTo("DELETE");
        assertThat(found.path("StartDate").asDouble()).isEqualTo(3_000_000_000d);
        assertThat(found.path("EndDate").asDouble()).isEqualTo(3_000_003_600d);
        assertThat(found.path("FlexibleTimeWindow").path("Mode").asString()).isEqualTo("FLEXIBLE");
        assertThat(found.path("FlexibleTimeWindow").path("MaximumWindowInMinutes").asInt())
                .isEqualTo(15);
        JsonNode target = found.path("Target");
        assertThat(target.path("Arn").asString()).isEqualTo(NOWHERE);
        assertThat(target.path("RoleArn").asString()).isEqualTo(ROLE);
        assertThat(target.path("Input").asString()).isEqualTo("x");
        assertThat(target.path("DeadLetterConfig").path("Arn").asString()).isEqualTo(NOWHERE);
        assertThat(target.path("RetryPolicy").path("MaximumEventAgeInSeconds").asInt())
                .isEqualTo(60);
        assertThat(target.path("RetryPolicy").path("MaximumRetryAttempts").asInt()).isZero();
        assertThat(target.path("SqsParameters").path("MessageGroupId").asString()).isEqualTo("g");
        assertThat(found.path("CreationDate").asDouble())
                .isEqualTo(found.path("LastModificationDate").asDouble());
    }

    @Test
    default void whatIsNotSaidHasItsDefault() {
        String name = newName();
        double before = Instant.now().getEpochSecond() - 1;
        create(far(name));
        JsonNode found = get(name);
        assertThat(found.path("ScheduleExpressionTimezone").asString()).isEqualTo("UTC");
        assertThat(found.path("State").asString()).isEqualTo("ENABLED");
        assertThat(found.path("ActionAfterCompletion").asString()).isEqualTo("NONE");
        assertThat(found.path("FlexibleTimeWindow").path("Mode").asString()).isEqualTo("OFF");
        JsonNode retries = found.path("Target").path("RetryPolicy");
        assertThat(retries.path("MaximumEventAgeInSeconds").asInt()).isEqualTo(86_400);
        assertThat(retries.path("MaximumRetryAttempts").asInt()).isEqualTo(185);
        assertThat(found.has("Description")).isFalse();
        assertThat(found.has("StartDate")).isFalse();
        assertThat(found.path("Target").has("DeadLetterConfig")).isFalse();
        assertThat(found.path("CreationDate").asDouble()).isGreaterThan(before);
    }

    @Test
    default void aNameIsTakenOnceInItsGroup() {
        String name = newName();
        create(far(name));
        assertRefused(() -> create(far(name)))
                .returns("ConflictException", AwsError::code)
                .returns(409, AwsError::status)
                .returns("Schedule " + name + " already exists.", AwsError::message);
        String group = newName();
        scheduler().call("CreateScheduleGroup", "Name", group);
        assertThat(create(with(far(name), "GroupName", group)))
                .endsWith("schedule/" + group + "/" + name);
    }

    @Test
    default void theSameClientTokenMakesItOnce() {
        String name = newName();
        Map<String, Object> asked = with(far(name), "ClientToken", "token-1");
        assertThat(create(asked)).isEqualTo(create(asked));
        assertRefused(() -> create(with(asked, "Description", "other")))
                .returns("ConflictException", AwsError::code);
        assertRefused(() -> create(with(asked, "ClientToken", "token-2")))
                .returns("ConflictException", AwsError::code);
    }

    @Test
    default void anUpdateReplacesEverything() {
        String name = newName();
        create(with(with(far(name), "Description", "before"), "State", "DISABLED"));
        Map<String, Object> changed = with(far(name), "ScheduleExpression", "rate(5 days)");
        assertThat(
                        scheduler()
                                .call("UpdateSchedule", with(changed, "StartDate", 3_000_000_000L))
                                .path("ScheduleArn")
                                .asString())
                .endsWith("/default/" + name);
        JsonNode found = get(name);
        assertThat(found.path("ScheduleExpression").asString()).isEqualTo("rate(5 days)");
        assertThat(found.path("State").asString()).isEqualTo("ENABLED");
        assertThat(found.has("Description")).isFalse();
        assertThat(found.path("LastModificationDate").asDouble())
                .isGreaterThanOrEqualTo(found.path("CreationDate").asDouble());
    }

    @Test
    default void whatIsNotThereIsMissing() {
        String name = newName();
        assertMissing(name);
        assertRefused(() -> scheduler().call("UpdateSchedule", far(name)))
                .returns("ResourceNotFoundException", AwsError::code)
                .returns("Schedule " + name + " does not exist.", AwsError::message);
        assertRefused(() -> scheduler().call("DeleteSchedule", "Name", name))
                .returns("ResourceNotFoundException", AwsError::code)
                .returns(404, AwsError::status);
    }

    @Test
    default void aDeletedScheduleIsGone() {
        String name = newName();
        create(far(name));
        scheduler().call("DeleteSchedule", "Name", name);
        assertMissing(name);
        create(far(name));
    }

    @Test
    default void aScheduleBelongsToItsRegionAndAccount() {
        String name = newName();
        create(far(name));
        AwsApi other = scheduler().as("eu-west-1", "111122223333");
        assertRefused(() -> other.call("GetSchedule", "Name", name))
                .returns("ResourceNotFoundException", AwsError::code);
        assertThat(other.call("CreateSchedule", far(name)).path("ScheduleArn").asString())
                .isEqualTo("arn:aws:scheduler:eu-west-1:111122223333:schedule/default/" + name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cron(0 10 * * ? *)",
                "cron(0/15 8-17 ? * MON-FRI *)",
                "cron(15 10 ? * 6L 2090)",
                "cron(0 0 L * ? *)",
                "cron(0 0 15W * ? *)",
                "cron(0 9 ? * 3#2 *)",
                "rate(1 minutes)",
                "rate(12 hours)",
                "rate(1 day)",
                "at(2090-02-28T23:59:59)"
            })
    default void expressionsOfEachForm(String expression) {
        String name = newName();
        create(with(with(far(name), "ScheduleExpression", expression), "State", "DISABLED"));
        assertThat(get(name).path("ScheduleExpression").asString()).isEqualTo(expression);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cron(0 10 * * * *)",
                "cron(0 10 L-3 * ? *)",
                "cron(61 10 * * ? *)",
                "cron(0 10 * *)",
                "rate(0 minutes)",
                "rate(5 seconds)",
                "rate(minutes)",
                "at(2090-02-30T00:00:00)",
                "at(2090-01-01)",
                "every day"
            })
    default void expressionsThatAreWrong(String expression) {
        assertRefused(() -> create(with(far(newName()), "ScheduleExpression", expression)))
                .returns("ValidationException", AwsError::code)
                .returns(400, AwsError::status)
                .satisfies(error ->
                        assertThat(error.message())
                                .startsWith("Invalid Schedule Expression " + expression));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
                    Name                                       | a b                   | Value 'a b' at 'name' failed to satisfy constraint: Member must satisfy regular expression pattern: ^[0-9a-zA-Z-_.]+$
                    GroupName                                  | a#b                   | 'groupName' failed to satisfy constraint
                    ScheduleExpressionTimezone                 | Mars/Base             | Invalid Schedule Expression Timezone Mars/Base
                    State                                      | ON                    | Member must satisfy enum value set: [ENABLED, DISABLED]
                    ActionAfterCompletion                      | FORGET                | Member must satisfy enum value set: [NONE, DELETE]
                    FlexibleTimeWindow.Mode                    | MAYBE                 | Member must satisfy enum value set: [OFF, FLEXIBLE]
                    FlexibleTimeWindow.Mode                    | FLEXIBLE              | MaximumWindowInMinutes is required
                    FlexibleTimeWindow.MaximumWindowInMinutes  | 0                     | greater than or equal to 1
                    FlexibleTimeWindow.MaximumWindowInMinutes  | 1441                  | less than or equal to 1440
                    FlexibleTimeWindow.MaximumWindowInMinutes  | 5                     | must not be set while the mode
                    ClientToken                                | a b                   | 'clientToken' failed to satisfy constraint
                    KmsKeyArn                                  | key                   | 'kmsKeyArn' failed to satisfy constraint
                    Target.Arn                                 | nonsense              | Provided Arn is not in correct format
                    Target.Arn                                 | arn:aws:s3:::bucket   | Targets of the service s3 are not supported
                    Target.RoleArn                             | role                  | 'target.roleArn' failed to satisfy constraint
                    Target.DeadLetterConfig.Arn                | dead                  | 'target.deadLetterConfig.arn' failed to satisfy constraint
                    Target.RetryPolicy.MaximumEventAgeInSeconds| 59                    | greater than or equal to 60
                    Target.RetryPolicy.MaximumEventAgeInSeconds| 86401                 | less than or equal to 86400
                    Target.RetryPolicy.MaximumRetryAttempts    | 186                   | less than or equal to 185
                    Target.KinesisParameters.PartitionKey      | k                     | KinesisParameters of a target are not supported
                    Target.EcsParameters.TaskDefinitionArn     | arn:aws:ecs:x         | EcsParameters of a target are not supported
                    Target.Arn                                 | arn:aws:events:us-east-1:000000000000:rule/r | event buses and API destinations
                    EndDate                                    | 1                     | StartDate must come before the EndDate
                    """)
    default void membersThatAreWrong(String path, String value, String message) {
        Map<String, Object> asked = with(far(newName()), "StartDate", 3_000_000_000L);
        Object typed = value.matches("[0-9]+") ? Long.valueOf(value) : value;
        Object fitting =
                typed instanceof Long number && !path.endsWith("Date")
                        ? Integer.valueOf(number.intValue())
                        : typed;
        assertRefused(() -> create(with(asked, path, fitting)))
                .returns("ValidationException", AwsError::code)
                .satisfies(error -> assertThat(error.message()).contains(message));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ScheduleExpression", "Target", "FlexibleTimeWindow"})
    default void membersThatAreMissing(String member) {
        assertRefused(() -> create(without(far(newName()), member)))
                .returns("ValidationException", AwsError::code)
                .satisfies(error ->
                        assertThat(error.message())
                                .containsIgnoringCase(
                                        "Value at '"
                                                + member
                                                + "' failed to satisfy constraint: Member must not"
                                                + " be null"));
    }

    @Test
    default void lengthsHaveTheirLimits() {
        create(far("n".repeat(64)));
        assertRefused(() -> create(far("n".repeat(65))))
                .satisfies(
                        error -> assertThat(error.message()).contains("less than or equal to 64"));
        assertRefused(() -> create(with(far(newName()), "Description", "d".repeat(513))))
                .satisfies(
                        error -> assertThat(error.message()).contains("less than or equal to 512"));
    }

    @Test
    default void anInputHasTheCharactersOfMessages() {
        assertRefused(() -> create(with(far(newName()), "Target.Input", "a\u0001")))
                .returns("ValidationException", AwsError::code)
                .satisfies(error -> assertThat(error.message()).contains("the character #x1;"));
        create(with(far(newName()), "Target.Input", "\t\r\n\ud83d\ude80"));
    }

    @Test
    default void universalTargetsNeedTheirInput() {
        String arn = "arn:aws:scheduler:::aws-sdk:sqs:sendMessage";
        Map<String, Object> asked = far(newName());
        for (String input : new String[] {"{}", "x", "[]", "{\"QueueUrl\":\"q\"}"}) {
            assertRefused(() -> create(with(asked, "Target", target(arn, input))))
                    .returns("ValidationException", AwsError::code);
        }
        assertRefused(() -> create(with(asked, "Target", target(arn, null))))
                .satisfies(error -> assertThat(error.message()).contains("needs an Input"));
        String delayed =
                "{\"QueueUrl\":\"http://q/000000000000/q\",\"MessageBody\":\"m\",\"DelaySeconds\":1}";
        assertRefused(() -> create(with(asked, "Target", target(arn, delayed))))
                .satisfies(error -> assertThat(error.message()).contains("DelaySeconds"));
    }

    @Test
    default void eventBusesNeedTheirParametersAndJson() {
        String bus = "arn:aws:events:us-east-1:000000000000:event-bus/default";
        Map<String, Object> asked = with(far(newName()), "Target", target(bus, "{}"));
        assertRefused(() -> create(asked))
                .satisfies(error -> assertThat(error.message()).contains("EventBridgeParameters"));
        Map<String, Object> parameters = Map.of("DetailType", "t", "Source", "s");
        create(with(asked, "Target.EventBridgeParameters", parameters));
        assertRefused(() ->
                        create(
                                with(
                                        with(asked, "Target.EventBridgeParameters", parameters),
                                        "Target.Input",
                                        "no json")))
                .satisfies(error -> assertThat(error.message()).contains("well-formed JSON"));
    }

    // --- lists

    private List<String> names(Object... parameters) {
        var names = new ArrayList<String>();
        var asked = new ArrayList<>(List.of(parameters));
        JsonNode page = scheduler().call("ListSchedules", asked.toArray());
        while (true) {
            page.path("Schedules").forEach(each -> names.add(each.path("Name").asString()));
            if (!page.has("NextToken")) {
                return names;
            }
            var next = new ArrayList<>(asked);
            next.add("NextToken");
            next.add(page.path("NextToken").asString());
            page = scheduler().call("ListSchedules", next.toArray());
        }
    }

    @Test
    default void listsAreInOrderAndInPages() {
        String group = newName();
        scheduler().call("CreateScheduleGroup", "Name", group);
        var expected = new ArrayList<String>();
        for (int i = 0; i < 25; i++) {
            String name = "s" + (char) ('a' + i);
            create(with(far(name), "GroupName", group));
            expected.add(name);
        }
        assertThat(names("GroupName", group)).isEqualTo(expected);
        assertThat(names("GroupName", group, "MaxResults", 7)).isEqualTo(expected);
        assertThat(names("GroupName", group, "NamePrefix", "sb")).containsExactly("sb");
        JsonNode page = scheduler().call("ListSchedules", "GroupName", group, "MaxResults", 7);
        assertThat(page.path("Schedules")).hasSize(7);
        JsonNode first = page.path("Schedules").path(0);
        assertThat(first.path("GroupName").asString()).isEqualTo(group);
        assertThat(first.path("State").asString()).isEqualTo("ENABLED");
        assertThat(first.path("Target").path("Arn").asString()).isEqualTo(NOWHERE);
        assertThat(first.path("Arn").asString()).endsWith("/" + group + "/sa");
    }

    @Test
    default void listsGoOverAllGroups() {
        String prefix = newName();
        String group = newName();
        scheduler().call("CreateScheduleGroup", "Name", group);
        create(far(prefix + "1"));
        create(with(far(prefix + "2"), "GroupName", group));
        assertThat(names("NamePrefix", prefix))
                .containsExactlyInAnyOrder(prefix + "1", prefix + "2");
    }

    @Test
    default void listsAreByState() {
        String prefix = newName();
        create(far(prefix + "on"));
        create(with(far(prefix + "off"), "State", "DISABLED"));
        assertThat(names("NamePrefix", prefix, "State", "ENABLED")).containsExactly(prefix + "on");
        assertThat(names("NamePrefix", prefix, "State", "DISABLED"))
                .containsExactly(prefix + "off");
    }

    @Test
    default void pagesHaveTheirBounds() {
        assertRefused(() -> scheduler().call("ListSchedules", "MaxResults", 0))
                .returns("ValidationException", AwsError::code);
        assertRefused(() -> scheduler().call("ListSchedules", "MaxResults", 101))
                .returns("ValidationException", AwsError::code);
        assertRefused(() -> scheduler().call("ListSchedules", "NextToken", "?"))
                .returns("ValidationException", AwsError::code);
    }
}
