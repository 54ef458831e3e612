package dev.hikyaku.schedule;

import com.fasterxml.jackson.annotation.JsonIgnore;
import org.jspecify.annotations.Nullable;

/**
 * What a schedule calls.
 *
 * @param roleArn kept for its owner; nobody here plays roles
 * @param input null for the default notification
 * @param deadLetterArn a queue; null for none
 * @param eventAgeSeconds how long attempts go on, 60 to 86,400; null for the default
 * @param retries attempts after the first, 0 to 185; null for the default
 * @param messageGroupId for a FIFO queue
 * @param detailType of the event, if the target is an event bus
 * @param source of the event, if the target is an event bus
 */
public record Target(
        String arn,
        String roleArn,
        @Nullable String input,
        @Nullable String deadLetterArn,
        @Nullable Integer eventAgeSeconds,
        @Nullable Integer retries,
        @Nullable String messageGroupId,
        @Nullable String detailType,
        @Nullable String source) {
    public static final int EVENT_AGE_SECONDS_DEFAULT = 86_400;
    public static final int RETRIES_DEFAULT = 185;

    /** How targets that are actions of AWS's APIs begin. */
    public static final String UNIVERSAL = "arn:aws:scheduler:::aws-sdk:";

    /** The universal target that sends to a queue. */
    public static final String SEND_MESSAGE = UNIVERSAL + "sqs:sendMessage";

    public int eventAgeSecondsOrDefault() {
        return eventAgeSeconds == null ? EVENT_AGE_SECONDS_DEFAULT : eventAgeSeconds;
    }

    public int retriesOrDefault() {
        return retries == null ? RETRIES_DEFAULT : retries;
    }

    /** Whether it is a rule of an event bus, which fires by time. */
    @JsonIgnore
    public boolean isRule() {
        return arn.contains(":rule/");
    }

    /** Whether what it calls is a queue, by its name. */
    boolean isQueue() {
        return arn.startsWith(":sqs:", arn.indexOf(':', 4));
    }
}
