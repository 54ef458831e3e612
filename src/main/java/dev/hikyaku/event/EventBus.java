package dev.hikyaku.event;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An event bus.
 *
 * @param policy a JSON object of permissions; kept and shown, nobody is kept out by it
 * @param creationTime null for the default bus, which was never made
 */
public record EventBus(
        @Nullable String description,
        @Nullable String policy,
        @Nullable String kmsKeyIdentifier,
        @Nullable DeadLetterConfig deadLetterConfig,
        @Nullable LogConfig logConfig,
        Map<String, String> tags,
        @Nullable Instant creationTime,
        @Nullable Instant lastModifiedTime) {
    /** The default bus before anything of it was changed. */
    public static final EventBus DEFAULT =
            new EventBus(null, null, null, null, null, Map.of(), null, null);

    public EventBus {
        tags = tags == null ? Map.of() : Map.copyOf(tags);
    }

    public EventBus withPolicy(@Nullable String changed, Instant now) {
        return new EventBus(
                description,
                changed,
                kmsKeyIdentifier,
                deadLetterConfig,
                logConfig,
                tags,
                creationTime,
                now);
    }

    public EventBus withTags(Map<String, String> changed) {
        return new EventBus(
                description,
                policy,
                kmsKeyIdentifier,
                deadLetterConfig,
                logConfig,
                changed,
                creationTime,
                lastModifiedTime);
    }
}
