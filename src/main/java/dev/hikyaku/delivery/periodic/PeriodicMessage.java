package dev.hikyaku.delivery.periodic;

import dev.hikyaku.delivery.source.Message;
import dev.hikyaku.delivery.source.Outgoing;
import dev.hikyaku.model.MessageAttribute;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One run of a periodic task, as a message: it is known by three message attributes. Whichever
 * daemon receives it POSTs an empty body to the path.
 *
 * @param scheduledAt the minute that the schedule says, not that of the sending; ISO 8601 in UTC
 */
public record PeriodicMessage(String taskName, String path, String scheduledAt) {
    /** The header for {@link #taskName}. */
    public static final String TASK_NAME_HEADER = "X-Aws-Sqsd-Taskname";

    /** The header for {@link #scheduledAt}. */
    public static final String SCHEDULED_AT_HEADER = "X-Aws-Sqsd-Scheduled-At";

    private static final String TASK_NAME = "HikyakuTaskName";
    private static final String PATH = "HikyakuTaskPath";
    private static final String SCHEDULED_AT = "HikyakuTaskScheduledAt";

    static PeriodicMessage of(PeriodicTask task, Instant scheduledAt) {
        return new PeriodicMessage(
                task.name(), task.path(), DateTimeFormatter.ISO_INSTANT.format(scheduledAt));
    }

    /** The run that a message stands for; null if it is any other message. */
    public static @Nullable PeriodicMessage of(Message message) {
        Map<String, MessageAttribute> attributes = message.attributes();
        if (attributes.isEmpty()) {
            return null;
        }
        String name = text(attributes, TASK_NAME);
        String path = text(attributes, PATH);
        String scheduledAt = text(attributes, SCHEDULED_AT);
        return name == null || path == null || scheduledAt == null || !path.startsWith("/")
                ? null
                : new PeriodicMessage(name, path, scheduledAt);
    }

    private static @Nullable String text(Map<String, MessageAttribute> attributes, String name) {
        MessageAttribute attribute = attributes.get(name);
        return attribute == null ? null : attribute.stringValue();
    }

    /** The message; a body must not be empty, so this one has a line for whoever looks at it. */
    Outgoing outgoing() {
        var attributes = new TreeMap<String, MessageAttribute>();
        attributes.put(TASK_NAME, new MessageAttribute("String", taskName, null));
        attributes.put(PATH, new MessageAttribute("String", path, null));
        attributes.put(SCHEDULED_AT, new MessageAttribute("String", scheduledAt, null));
        return new Outgoing("periodic task " + taskName, attributes, null, null);
    }
}
