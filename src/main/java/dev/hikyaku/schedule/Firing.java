package dev.hikyaku.schedule;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.hikyaku.model.Digests;
import dev.hikyaku.model.MessageContent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Map;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * One firing of a schedule: the message of targets that are not queues.
 *
 * @param scheduleArn of the schedule
 * @param scheduledAt the time that the schedule names, in milliseconds since 1970
 * @param executionId the same whenever this firing is tried
 */
public record Firing(
        String scheduleArn,
        String region,
        String account,
        long scheduledAt,
        String executionId,
        Target target) {
    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .changeDefaultPropertyInclusion(
                            inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .build();
    private static final int ID_BYTES = 16;

    static Firing of(StoredSchedule stored) {
        ScheduleName name = stored.name();
        String arn = name.arn();
        return new Firing(
                arn,
                name.region(),
                name.account(),
                stored.slot(),
                executionId(arn, stored.slot()),
                stored.schedule().target());
    }

    static String executionId(String arn, long slot) {
        byte[] digest =
                Digests.sha256().digest((arn + "@" + slot).getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(digest, 0, ID_BYTES);
    }

    /** Reads what {@link #content} wrote. */
    public static Firing read(byte[] json) {
        return JSON.readValue(json, Firing.class);
    }

    /** The message that tells of it. */
    public MessageContent content() {
        return Outgoing.plain(JSON.writeValueAsString(this), Map.of());
    }

    /** The scheduled time in ISO 8601, to the second. */
    public String scheduledTime() {
        return timeText(scheduledAt);
    }

    static String timeText(long millis) {
        return Instant.ofEpochMilli(millis).truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /**
     * What the target is given: the schedule's input with the context attributes in it, or the
     * default notification.
     *
     * @param attempt 1 for the first
     */
    public String payload(int attempt) {
        String input = target.input();
        if (input == null) {
            return notification();
        }
        if (!input.contains("<aws.scheduler.")) {
            return input;
        }
        return input.replace("<aws.scheduler.schedule-arn>", scheduleArn)
                .replace("<aws.scheduler.scheduled-time>", scheduledTime())
                .replace("<aws.scheduler.execution-id>", executionId)
                .replace("<aws.scheduler.attempt-number>", Integer.toString(attempt));
    }

    private String notification() {
        return "{\"version\":\"0\",\"id\":\""
                + executionId
                + "\",\"detail-type\":\"Scheduled Event\",\"source\":\"aws.scheduler\",\"account\":\""
                + account
                + "\",\"time\":\""
                + scheduledTime()
                + "\",\"region\":\""
                + region
                + "\",\"resources\":[\""
                + scheduleArn
                + "\"],\"detail\":\"{}\"}";
    }
}
