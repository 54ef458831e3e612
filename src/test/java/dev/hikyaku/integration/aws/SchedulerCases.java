package dev.hikyaku.integration.aws;

import dev.hikyaku.integration.AwsError;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import org.assertj.core.api.AbstractThrowableAssert;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What the cases of the scheduler have in common. */
interface SchedulerCases extends AwsCases {
    String ROLE = "arn:aws:iam::000000000000:role/scheduler";
    String NOWHERE = "arn:aws:sqs:us-east-1:000000000000:nowhere";
    Map<String, Object> OFF = Map.of("Mode", "OFF");

    /** An expression for a moment so many seconds from now. */
    static String in(long seconds) {
        return "at(" + time(seconds) + ")";
    }

    /** A moment so many seconds from now, as expressions in UTC have it. */
    static String time(long seconds) {
        String text = Instant.now().plusSeconds(seconds).truncatedTo(ChronoUnit.SECONDS).toString();
        return text.substring(0, 19);
    }

    static Map<String, Object> target(String arn, @Nullable String input) {
        return AwsApi.given("Arn", arn, "RoleArn", ROLE, "Input", input);
    }

    /** The parameters of a schedule that is far away. */
    static Map<String, Object> far(String name) {
        return schedule(name, "at(2090-01-01T00:00:00)", target(NOWHERE, "x"));
    }

    static Map<String, Object> schedule(
            String name, String expression, Map<String, Object> target) {
        return AwsApi.given(
                "Name",
                name,
                "ScheduleExpression",
                expression,
                "FlexibleTimeWindow",
                OFF,
                "Target",
                target);
    }

    /** Parameters with others added or, if null, taken away; a dot goes into a structure. */
    @SuppressWarnings("unchecked")
    static Map<String, Object> with(Map<String, Object> parameters, String path, Object value) {
        var changed = new LinkedHashMap<>(parameters);
        int dot = path.indexOf('.');
        if (dot < 0) {
            changed.put(path, value);
        } else {
            String first = path.substring(0, dot);
            var inner = (Map<String, Object>) changed.getOrDefault(first, Map.of());
            changed.put(first, with(inner, path.substring(dot + 1), value));
        }
        return changed;
    }

    static Map<String, Object> without(Map<String, Object> parameters, String name) {
        var changed = new LinkedHashMap<>(parameters);
        changed.remove(name);
        return changed;
    }

    default String create(Map<String, Object> parameters) {
        return scheduler().call("CreateSchedule", parameters).path("ScheduleArn").asString();
    }

    default JsonNode get(String name) {
        return scheduler().call("GetSchedule", "Name", name);
    }

    default AbstractThrowableAssert<?, AwsError> assertMissing(String name) {
        return assertRefused(() -> get(name))
                .returns("ResourceNotFoundException", AwsError::code)
                .returns(404, AwsError::status)
                .returns("Schedule " + name + " does not exist.", AwsError::message);
    }
}
