package dev.hikyaku.api.scheduler;

import dev.hikyaku.api.Scope;
import dev.hikyaku.schedule.ScheduleCheck;
import dev.hikyaku.schedule.ScheduleName;
import org.jspecify.annotations.Nullable;

/** Names in requests. */
final class Names {
    private static final int PAGE_MAX = 100;

    private Names() {}

    static ScheduleName schedule(Scope scope, @Nullable String group, @Nullable String name) {
        String checked = ScheduleCheck.name("name", name);
        return new ScheduleName(scope.region(), scope.account(), group(group), checked);
    }

    /** The group of this name, or the default one. */
    static String group(@Nullable String name) {
        return name == null ? ScheduleName.DEFAULT_GROUP : ScheduleCheck.name("groupName", name);
    }

    /** A prefix of names; empty for none. */
    static String prefix(@Nullable String prefix) {
        return prefix == null ? "" : ScheduleCheck.name("namePrefix", prefix);
    }

    static int pageSize(@Nullable Integer maxResults) {
        ScheduleCheck.range("maxResults", maxResults, 1, PAGE_MAX);
        return maxResults == null ? PAGE_MAX : maxResults;
    }
}
