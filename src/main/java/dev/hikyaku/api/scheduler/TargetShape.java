package dev.hikyaku.api.scheduler;

import dev.hikyaku.schedule.ScheduleCheck;
import dev.hikyaku.schedule.ScheduleError;
import dev.hikyaku.schedule.Target;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A target as the API has it. */
record TargetShape(
        @Nullable String arn,
        @Nullable String roleArn,
        @Nullable String input,
        @Nullable DeadLetterConfig deadLetterConfig,
        @Nullable RetryPolicy retryPolicy,
        @Nullable SqsParameters sqsParameters,
        @Nullable EventBridgeParameters eventBridgeParameters,
        @Nullable Map<String, Object> ecsParameters,
        @Nullable Map<String, Object> kinesisParameters,
        @Nullable Map<String, Object> sageMakerPipelineParameters) {

    record DeadLetterConfig(@Nullable String arn) {}

    record RetryPolicy(
            @Nullable Integer maximumEventAgeInSeconds, @Nullable Integer maximumRetryAttempts) {}

    record SqsParameters(@Nullable String messageGroupId) {}

    record EventBridgeParameters(@Nullable String detailType, @Nullable String source) {}

    private static final int EVENT_AGE_MIN = 60;

    Target toTarget() {
        unsupported("EcsParameters", ecsParameters);
        unsupported("KinesisParameters", kinesisParameters);
        unsupported("SageMakerPipelineParameters", sageMakerPipelineParameters);
        Integer age = retryPolicy == null ? null : retryPolicy.maximumEventAgeInSeconds;
        Integer retries = retryPolicy == null ? null : retryPolicy.maximumRetryAttempts;
        ScheduleCheck.range(
                "target.retryPolicy.maximumEventAgeInSeconds",
                age,
                EVENT_AGE_MIN,
                Target.EVENT_AGE_SECONDS_DEFAULT);
        ScheduleCheck.range(
                "target.retryPolicy.maximumRetryAttempts", retries, 0, Target.RETRIES_DEFAULT);
        if (eventBridgeParameters != null) {
            ScheduleCheck.required(
                    "target.eventBridgeParameters.detailType", eventBridgeParameters.detailType);
            ScheduleCheck.required(
                    "target.eventBridgeParameters.source", eventBridgeParameters.source);
        }
        return new Target(
                ScheduleCheck.required("target.arn", arn),
                ScheduleCheck.required("target.roleArn", roleArn),
                input,
                deadLetterConfig == null ? null : deadLetterConfig.arn,
                age,
                retries,
                sqsParameters == null ? null : sqsParameters.messageGroupId,
                eventBridgeParameters == null ? null : eventBridgeParameters.detailType,
                eventBridgeParameters == null ? null : eventBridgeParameters.source);
    }

    private static void unsupported(String name, @Nullable Object parameters) {
        if (parameters != null) {
            throw ScheduleError.invalid(
                    name
                            + " of a target are not supported by this server; its targets are queues,"
                            + " topics, event buses, API destinations and functions.");
        }
    }

    static TargetShape of(Target target) {
        return new TargetShape(
                target.arn(),
                target.roleArn(),
                target.input(),
                target.deadLetterArn() == null
                        ? null
                        : new DeadLetterConfig(target.deadLetterArn()),
                new RetryPolicy(target.eventAgeSecondsOrDefault(), target.retriesOrDefault()),
                target.messageGroupId() == null ? null : new SqsParameters(target.messageGroupId()),
                target.detailType() == null
                        ? null
                        : new EventBridgeParameters(target.detailType(), target.source()),
                null,
                null,
                null);
    }
}
