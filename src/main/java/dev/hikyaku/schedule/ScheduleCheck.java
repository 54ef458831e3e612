package dev.hikyaku.schedule;

import dev.hikyaku.model.Arn;
import dev.hikyaku.model.QueueArn;
import dev.hikyaku.model.ServiceException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The rules of EventBridge Scheduler's model, in its words. All refusals are ValidationException.
 */
public final class ScheduleCheck {
    public static final int NAME_LENGTH_MAX = 64;

    /** What an input may have, as a message may. */
    static final int INPUT_LENGTH_MAX = 256 << 10;

    private static final int DESCRIPTION_LENGTH_MAX = 512;
    private static final int ZONE_LENGTH_MAX = 50;
    private static final int TARGET_ARN_LENGTH_MAX = 1600;
    private static final String NAME = "^[0-9a-zA-Z-_.]+$";
    private static final String TOKEN = "^[a-zA-Z0-9-_]+$";
    private static final String ROLE = "^arn:aws(-[a-z]+)?:iam::\\d{12}:role\\/[\\w+=,.@\\/-]+$";
    private static final String DEAD_LETTER =
            "^arn:aws(-[a-z]+)?:sqs:[a-z0-9\\-]+:\\d{12}:[a-zA-Z0-9\\-_]+$";
    private static final String KEY =
            "^arn:aws(-[a-z]+)?:kms:[a-z0-9\\-]+:\\d{12}:(key|alias)\\/[0-9a-zA-Z-_]*$";
    private static final JsonMapper JSON = new JsonMapper();

    private ScheduleCheck() {}

    /** Checks a schedule that a client asks for. */
    public static void check(Schedule schedule) {
        length("scheduleExpression", schedule.expression(), 1, Expression.LENGTH_MAX);
        Expression.parse(schedule.expression());
        if (schedule.timezone() != null) {
            length("scheduleExpressionTimezone", schedule.timezone(), 1, ZONE_LENGTH_MAX);
            schedule.zone();
        }
        if (schedule.description() != null) {
            length("description", schedule.description(), 0, DESCRIPTION_LENGTH_MAX);
        }
        if (schedule.kmsKeyArn() != null) {
            matches("kmsKeyArn", schedule.kmsKeyArn(), KEY);
        }
        Long start = schedule.start();
        Long end = schedule.end();
        if (start != null && end != null && end <= start) {
            throw ScheduleError.invalid("The StartDate must come before the EndDate.");
        }
        check(schedule.target());
    }

    private static void check(Target target) {
        length("target.arn", target.arn(), 1, TARGET_ARN_LENGTH_MAX);
        matches("target.roleArn", target.roleArn(), ROLE);
        if (target.input() != null) {
            length("target.input", target.input(), 1, INPUT_LENGTH_MAX);
            checkCharacters(target.input());
        }
        if (target.deadLetterArn() != null) {
            matches("target.deadLetterConfig.arn", target.deadLetterArn(), DEAD_LETTER);
        }
        if (target.messageGroupId() != null) {
            length("target.sqsParameters.messageGroupId", target.messageGroupId(), 1, 128);
        }
        Arn arn = Arn.parse(target.arn());
        if (arn == null) {
            throw ScheduleError.invalid("Provided Arn is not in correct format: " + target.arn());
        }
        checkService(target, arn);
    }

    /** Those that a message may have. */
    private static void checkCharacters(String input) {
        input.codePoints()
                .filter(point -> !isAllowed(point))
                .findFirst()
                .ifPresent(point -> {
                    throw ScheduleError.invalid(
                            "The target's Input has the character #x%X; allowed are #x9, #xA, #xD, #x20 to #xD7FF, #xE000 to #xFFFD and #x10000 to #x10FFFF."
                                    .formatted(point));
                });
    }

    private static boolean isAllowed(int point) {
        return point == '\t'
                || point == '\n'
                || point == '\r'
                || (point >= 0x20 && point <= 0xD7FF)
                || (point >= 0xE000 && point <= 0xFFFD)
                || point >= 0x10000;
    }

    private static void checkService(Target target, Arn arn) {
        switch (arn.service()) {
            case "sqs" -> checkQueue(target);
            case "sns" -> {}
            case "lambda" -> json(target);
            case "events" -> checkEvents(target, arn);
            case "scheduler" -> checkUniversal(target);
            default ->
                    throw ScheduleError.invalid(
                            "Targets of the service "
                                    + arn.service()
                                    + " are not supported by this server: "
                                    + target.arn());
        }
    }

    private static void checkQueue(Target target) {
        try {
            QueueArn.checkName(QueueArn.parse(target.arn()).name());
        } catch (ServiceException e) {
            throw ScheduleError.invalid(e.getMessage());
        }
    }

    private static void checkEvents(Target target, Arn arn) {
        boolean bus = arn.resource().startsWith("event-bus/");
        if (!bus && !arn.resource().startsWith("api-destination/")) {
            throw ScheduleError.invalid(
                    "Targets of the service events are event buses and API destinations: "
                            + target.arn());
        }
        json(target);
        if (!bus) {
            return;
        }
        if (target.detailType() == null || target.source() == null) {
            throw ScheduleError.invalid(
                    "EventBridgeParameters with DetailType and Source are required for an event"
                            + " bus: "
                            + target.arn());
        }
        length("target.eventBridgeParameters.detailType", target.detailType(), 1, 128);
        length("target.eventBridgeParameters.source", target.source(), 1, 256);
        if (target.source().startsWith("aws.")) {
            throw ScheduleError.invalid(
                    "Source must not begin with aws.; it is " + target.source());
        }
    }

    private static void checkUniversal(Target target) {
        if (!target.arn().matches(Pattern.quote(Target.UNIVERSAL) + "[a-z0-9]+:[a-zA-Z0-9]+")) {
            throw ScheduleError.invalid("Provided Arn is not in correct format: " + target.arn());
        }
        json(target);
        if (target.input() == null) {
            throw ScheduleError.invalid("The target " + target.arn() + " needs an Input.");
        }
        if (target.arn().equals(Target.SEND_MESSAGE)) {
            try {
                SendMessageInput.parse(target.input(), "us-east-1");
            } catch (ServiceException e) {
                throw ScheduleError.invalid(e.getMessage());
            }
        }
    }

    private static void json(Target target) {
        try {
            if (target.input() != null) {
                JSON.readTree(target.input());
            }
        } catch (JacksonException e) {
            throw ScheduleError.invalid(
                    "Invalid Input: must be well-formed JSON for the target "
                            + target.arn()
                            + ": "
                            + e.getOriginalMessage());
        }
    }

    /** Checks the name of a schedule or a group. */
    public static String name(String member, @Nullable String value) {
        String name = required(member, value);
        length(member, name, 1, NAME_LENGTH_MAX);
        matches(member, name, NAME);
        return name;
    }

    public static void clientToken(@Nullable String value) {
        if (value != null) {
            length("clientToken", value, 1, 64);
            matches("clientToken", value, TOKEN);
        }
    }

    public static <T> T required(String member, @Nullable T value) {
        if (value == null) {
            throw ScheduleError.invalid(
                    "1 validation error detected: Value at '"
                            + member
                            + "' failed to satisfy constraint: Member must not be null");
        }
        return value;
    }

    /** Checks a text's length, in characters. */
    public static void length(String member, String value, int min, int max) {
        if (value.length() < min) {
            throw violated(
                    value, member, "Member must have length greater than or equal to " + min);
        }
        if (value.length() > max) {
            throw violated(value, member, "Member must have length less than or equal to " + max);
        }
    }

    /** Checks a number; null is none. */
    public static void range(String member, @Nullable Integer value, int min, int max) {
        if (value != null && value < min) {
            throw violated(value, member, "Member must have value greater than or equal to " + min);
        }
        if (value != null && value > max) {
            throw violated(value, member, "Member must have value less than or equal to " + max);
        }
    }

    /** Checks one of some words; null is the first of them. */
    public static String oneOf(String member, @Nullable String value, String... words) {
        if (value == null) {
            return words[0];
        }
        for (String word : words) {
            if (word.equals(value)) {
                return word;
            }
        }
        throw violated(
                value,
                member,
                "Member must satisfy enum value set: [" + String.join(", ", words) + "]");
    }

    private static void matches(String member, String value, String pattern) {
        if (!value.matches(pattern)) {
            throw violated(
                    value, member, "Member must satisfy regular expression pattern: " + pattern);
        }
    }

    private static ServiceException violated(Object value, String member, String constraint) {
        return ScheduleError.invalid(
                "1 validation error detected: Value '"
                        + value
                        + "' at '"
                        + member
                        + "' failed to satisfy constraint: "
                        + constraint);
    }
}
