package dev.hikyaku.event;

import dev.hikyaku.event.check.Constraints;
import dev.hikyaku.event.check.Fields;
import dev.hikyaku.event.input.TargetInput;
import dev.hikyaku.model.Arn;
import dev.hikyaku.model.ServiceException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Whether targets may be set. */
public final class TargetCheck {
    private static final int PATHS_MAX = 100;

    private TargetCheck() {}

    /** What the service model demands of targets. */
    public static Constraints constraints(Constraints constraints, List<Target> targets) {
        return constraints.each(
                targets, (target, number) -> fields(constraints, "targets." + number, target));
    }

    private static void fields(Constraints constraints, String list, Target target) {
        String at = list + ".member.";
        constraints
                .required(at + "id", target.id(), Fields.TARGET_ID)
                .required(at + "arn", target.arn(), Fields.ANY_ARN)
                .text(at + "roleArn", target.roleArn(), Fields.ANY_ARN)
                .text(at + "input", target.input(), Fields.INPUT)
                .text(at + "inputPath", target.inputPath(), Fields.INPUT_PATH);
        if (target.inputTransformer() != null) {
            template(constraints, at + "inputTransformer.", target.inputTransformer());
        }
        if (target.sqsParameters() != null) {
            constraints.text(
                    at + "sqsParameters.messageGroupId",
                    target.sqsParameters().messageGroupId(),
                    Fields.MESSAGE_GROUP_ID);
        }
        if (target.httpParameters() != null) {
            http(constraints, at + "httpParameters.", target.httpParameters());
        }
        constraints.text(at + "deadLetterConfig.arn", target.deadLetterArn(), Fields.ANY_ARN);
        constraints
                .number(
                        at + "retryPolicy.maximumRetryAttempts",
                        target.retries().maximumRetryAttempts(),
                        0,
                        RetryPolicy.ATTEMPTS_MAX)
                .number(
                        at + "retryPolicy.maximumEventAgeInSeconds",
                        target.retries().maximumEventAgeInSeconds(),
                        RetryPolicy.AGE_SECONDS_MIN,
                        RetryPolicy.AGE_SECONDS_MAX);
    }

    private static void template(
            Constraints constraints, String at, Target.InputTemplate transformer) {
        constraints.required(
                at + "inputTemplate", transformer.inputTemplate(), Fields.INPUT_TEMPLATE);
        Map<String, String> paths = transformer.inputPathsMap();
        if (paths != null) {
            constraints.size(at + "inputPathsMap", paths.keySet(), 0, PATHS_MAX);
            paths.forEach((key, path) ->
                    constraints
                            .text(at + "inputPathsMap", key, Fields.INPUT_PATH_KEY)
                            .text(at + "inputPathsMap." + key, path, Fields.INPUT_PATH));
        }
    }

    private static void http(Constraints constraints, String at, Target.HttpParameters http) {
        constraints.each(
                http.pathParameterValues(),
                (value, number) ->
                        constraints.text(
                                at + "pathParameterValues." + number + ".member",
                                value,
                                Fields.PATH_PARAMETER));
        http.headerParameters()
                .forEach((key, value) ->
                        constraints
                                .text(at + "headerParameters", key, Fields.HEADER_KEY)
                                .text(at + "headerParameters." + key, value, Fields.HEADER_VALUE));
        http.queryStringParameters()
                .forEach((key, value) ->
                        constraints
                                .text(at + "queryStringParameters", key, Fields.QUERY_KEY)
                                .text(
                                        at + "queryStringParameters." + key,
                                        value,
                                        Fields.QUERY_VALUE));
    }

    /**
     * Checks what the constraints say nothing of.
     *
     * @throws ServiceException (ValidationException) for an ARN that nothing can be sent to, a FIFO
     *     queue without a message group, an input that cannot be made, or a dead-letter queue that
     *     is no standard queue
     */
    public static void check(Target target) {
        TargetKind kind = TargetKind.of(target.arn());
        TargetInput.of(target);
        if (kind == TargetKind.QUEUE && target.arn().endsWith(".fifo") && group(target) == null) {
            throw EventError.VALIDATION.of(
                    "Parameter(s) SqsParameters must be specified for target: "
                            + target.id()
                            + ".");
        }
        if (kind == TargetKind.BUS && transforms(target)) {
            throw EventError.VALIDATION.of(
                    "Input, InputPath and InputTransformer are not available for target "
                            + target.id()
                            + ", which is an event bus.");
        }
        checkDeadLetter(target.deadLetterArn());
    }

    private static @Nullable String group(Target target) {
        return target.sqsParameters() == null ? null : target.sqsParameters().messageGroupId();
    }

    private static boolean transforms(Target target) {
        return target.input() != null
                || target.inputPath() != null
                || target.inputTransformer() != null;
    }

    /** Checks a dead-letter queue's ARN, if there is one. */
    public static void checkDeadLetter(@Nullable String arn) {
        if (arn == null) {
            return;
        }
        Arn parsed = Arn.parse(arn);
        if (parsed == null || !parsed.service().equals("sqs") || arn.endsWith(".fifo")) {
            throw EventError.VALIDATION.of(
                    "Parameter DeadLetterConfig.Arn is not valid. Reason: It must be the ARN of a"
                            + " standard queue; it was "
                            + arn
                            + ".");
        }
    }
}
