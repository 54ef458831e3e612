package dev.hikyaku.event;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An archive of a bus's events.
 *
 * @param journal what its events are found by
 * @param eventPattern which events it takes; all if there is none
 * @param retentionDays 0 keeps them for ever
 */
public record Archive(
        String journal,
        String eventSourceArn,
        @Nullable String description,
        @Nullable String eventPattern,
        int retentionDays,
        @Nullable String kmsKeyIdentifier,
        Instant creationTime) {
    public static final String ENABLED = "ENABLED";
    public static final List<String> STATES =
            List.of(ENABLED, "DISABLED", "CREATING", "UPDATING", "CREATE_FAILED", "UPDATE_FAILED");

    /** What an update leaves out stays as it is. */
    public Archive with(
            @Nullable String newDescription,
            @Nullable String newPattern,
            @Nullable Integer newRetentionDays,
            @Nullable String newKmsKeyIdentifier) {
        return new Archive(
                journal,
                eventSourceArn,
                newDescription == null ? description : newDescription,
                newPattern == null ? eventPattern : newPattern,
                newRetentionDays == null ? retentionDays : newRetentionDays,
                newKmsKeyIdentifier == null ? kmsKeyIdentifier : newKmsKeyIdentifier,
                creationTime);
    }
}
