package dev.hikyaku.api;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the host name of an endpoint or a queue URL says: {@code SERVICE.REGION.…} and {@code
 * REGION.queue.…}, as AWS has them, and {@code NAME.queue.…}.
 *
 * @param region null if the host names none
 * @param queueName null if the host names none
 */
public record HostName(@Nullable String region, @Nullable String queueName) {
    private static final Pattern REGION = Pattern.compile("[a-z]{2,}(-[a-z]+)+-[0-9]{1,2}");
    private static final HostName NOTHING = new HostName(null, null);

    /** Reads a host name; a port behind it does not count. */
    public static HostName of(String host) {
        if (!ofService(host) && !host.contains(".queue.")) {
            return NOTHING; // nearly always
        }
        String[] labels = host.split("[.:]", 3);
        if (labels.length < 3) {
            return NOTHING;
        }
        if (ofService(host) && isRegion(labels[1])) {
            return new HostName(labels[1], null);
        }
        if (labels[1].equals("queue") && !labels[0].isEmpty()) {
            return isRegion(labels[0])
                    ? new HostName(labels[0], null)
                    : new HostName(null, labels[0]);
        }
        return NOTHING;
    }

    private static boolean ofService(String host) {
        return host.startsWith("sqs.")
                || host.startsWith("sns.")
                || host.startsWith("events.")
                || host.startsWith("scheduler.");
    }

    private static boolean isRegion(String label) {
        return REGION.matcher(label).matches();
    }
}
