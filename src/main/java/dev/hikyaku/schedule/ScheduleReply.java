package dev.hikyaku.schedule;

import dev.hikyaku.model.Reply;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What became of a command. */
public sealed interface ScheduleReply extends Reply {
    record Stored(StoredSchedule schedule) implements ScheduleReply {}

    /**
     * A part of a list.
     *
     * @param upTo the name up to which everything that was asked for is in it; null if it has all
     */
    record Listed(List<StoredSchedule> schedules, @Nullable ScheduleName upTo)
            implements ScheduleReply {}

    /** Whether there is more of the group to take away. */
    record Removed(boolean more) implements ScheduleReply {}

    record Done() implements ScheduleReply {}
}
