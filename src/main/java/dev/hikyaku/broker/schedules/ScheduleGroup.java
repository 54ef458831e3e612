package dev.hikyaku.broker.schedules;

import dev.hikyaku.model.Arn;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A group of schedules.
 *
 * @param deleting whether its schedules are being deleted, and then it
 * @param createdAt milliseconds since 1970
 * @param token the client's token that it was made with; null for none
 */
public record ScheduleGroup(
        String region,
        String account,
        String name,
        boolean deleting,
        long createdAt,
        long modifiedAt,
        Map<String, String> tags,
        @Nullable String token) {
    static final String RESOURCE = "schedule-group/";

    public String arn() {
        return arn(region, account, name);
    }

    /** The ARN of a group. */
    public static String arn(String region, String account, String name) {
        return Arn.prefix("scheduler", region, account) + RESOURCE + name;
    }

    ScheduleGroup withTags(Map<String, String> changed, long now) {
        return new ScheduleGroup(region, account, name, deleting, createdAt, now, changed, token);
    }

    ScheduleGroup beingDeleted(long now) {
        return new ScheduleGroup(region, account, name, true, createdAt, now, tags, token);
    }
}
