package dev.hikyaku.api.sqs;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the host name of an endpoint or a queue URL says: {@code sqs.REGION.…} and {@code
 * REGION.queue.…}, as AWS has them, and {@code NAME.queue.…}.
 *
 * @param region null if the host names none
 * @param queueName null if the host names none
 */
record HostName(@Nullable String region, @Nullable String queueName) {
    private static final Pattern REGION = Pattern.compile("[a-z]{2,}(-[a-z]+)+-[0-9]{1,2}");
    private static final HostName NOTHING = new HostName(null, null);

    /** Reads a host name; a port behind it does not count. */
    static HostName of(String host) {
        if (!host.startsWith("sqs.") && !host.contains(".queue.")) {
            return NOTHING; // nearly always
        }
        String[] labels = host.split("[.:]", 3);
        if (labels.length < 3) {
            return NOTHING;
        }
        if (labels[0].equals("sqs") && isRegion(labels[1])) {
            return new HostName(labels[1], null);
        }
        if (labels[1].equals("queue")) {
            return isRegion(labels[0])
                    ? new HostName(labels[0], null)
                    : new HostName(null, labels[0]);
        }
        return NOTHING;
    }

    private static boolean isRegion(String label) {
        return REGION.matcher(label).matches();
    }
}
