package dev.hikyaku.api.scheduler;

import dev.hikyaku.schedule.ScheduleCheck;
import dev.hikyaku.schedule.ScheduleError;
import org.jspecify.annotations.Nullable;

/** How late a firing may be. */
record FlexibleTimeWindow(@Nullable String mode, @Nullable Integer maximumWindowInMinutes) {
    private static final String OFF = "OFF";
    private static final String FLEXIBLE = "FLEXIBLE";
    private static final int MINUTES_MAX = 1440;

    /** 0 for not at all. */
    int minutes() {
        String checked =
                ScheduleCheck.oneOf(
                        "flexibleTimeWindow.mode",
                        ScheduleCheck.required("flexibleTimeWindow.mode", mode),
                        OFF,
                        FLEXIBLE);
        ScheduleCheck.range(
                "flexibleTimeWindow.maximumWindowInMinutes",
                maximumWindowInMinutes,
                1,
                MINUTES_MAX);
        if (checked.equals(OFF)) {
            if (maximumWindowInMinutes != null) {
                throw ScheduleError.invalid(
                        "MaximumWindowInMinutes must not be set while the mode of the"
                                + " FlexibleTimeWindow is OFF.");
            }
            return 0;
        }
        if (maximumWindowInMinutes == null) {
            throw ScheduleError.invalid(
                    "MaximumWindowInMinutes is required while the mode of the FlexibleTimeWindow is"
                            + " FLEXIBLE; it takes 1 to 1440.");
        }
        return maximumWindowInMinutes;
    }

    static FlexibleTimeWindow of(int minutes) {
        return minutes == 0
                ? new FlexibleTimeWindow(OFF, null)
                : new FlexibleTimeWindow(FLEXIBLE, minutes);
    }
}
