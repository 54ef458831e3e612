package dev.hikyaku.schedule;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.hikyaku.model.MessageContent;
import dev.hikyaku.model.QueueArn;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * A firing that its target will not get: what is told of it. It travels with each firing for a
 * queue, in case that queue is gone, and is short therefore.
 *
 * @param scheduledAt the time that the schedule names, in milliseconds since 1970
 * @param deadLetterArn the queue that the dead letter goes to; null for none
 * @param failure why; null if there was no such queue
 * @param exhausted what of the retry policy ended the attempts; null if there was no use in another
 * @param retries attempts after the first
 */
public record FailedFiring(
        String scheduleArn,
        long scheduledAt,
        String targetArn,
        @Nullable String deadLetterArn,
        Outgoing.@Nullable Failure failure,
        @Nullable String exhausted,
        int retries) {
    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .changeDefaultPropertyInclusion(
                            inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .build();

    /** The internal queue of what is to be told, of a region and account. */
    public static QueueArn queue(String region, String account) {
        return new QueueArn(region, account, Outgoing.QUEUE_PREFIX + "failures");
    }

    /** A firing that failed for good. */
    public static FailedFiring of(
            Firing firing,
            Outgoing.@Nullable Failure failure,
            @Nullable String exhausted,
            int retries) {
        return new FailedFiring(
                firing.scheduleArn(),
                firing.scheduledAt(),
                firing.target().arn(),
                firing.target().deadLetterArn(),
                failure,
                exhausted,
                retries);
    }

    /** Reads what {@link #content} wrote. */
    public static FailedFiring read(byte[] json) {
        return JSON.readValue(json, FailedFiring.class);
    }

    /** A message that tells of it. */
    public MessageContent content() {
        return Outgoing.plain(JSON.writeValueAsString(this), Map.of());
    }

    /** Why its target did not get it. */
    public Outgoing.Failure reason() {
        return failure == null ? Outgoing.Failure.NO_SUCH_QUEUE : failure;
    }

    /** The scheduled time in ISO 8601, to the second. */
    public String scheduledTime() {
        return Firing.timeText(scheduledAt);
    }

    /** What the firing had in every attempt. */
    public String executionId() {
        return Firing.executionId(scheduleArn, scheduledAt);
    }
}
