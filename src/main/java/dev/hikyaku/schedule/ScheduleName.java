package dev.hikyaku.schedule;

import dev.hikyaku.model.Arn;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;

/**
 * What a schedule is found by.
 *
 * @param account 12 digits
 */
public record ScheduleName(String region, String account, String group, String name)
        implements Comparable<ScheduleName> {
    /** The group of those who name none. */
    public static final String DEFAULT_GROUP = "default";

    /** The group of the server's own schedules; no client can say its name. */
    public static final String INTERNAL_GROUP = "@rules";

    private static final String SEPARATOR = "\0";
    private static final Comparator<ScheduleName> ORDER =
            Comparator.comparing(ScheduleName::region)
                    .thenComparing(ScheduleName::account)
                    .thenComparing(ScheduleName::group)
                    .thenComparing(ScheduleName::name);

    public String arn() {
        return Arn.prefix("scheduler", region, account) + "schedule/" + group + "/" + name;
    }

    /** By region, account, group and name. */
    @Override
    public int compareTo(ScheduleName other) {
        return ORDER.compare(this, other);
    }

    byte[] bytes() {
        return utf8(String.join(SEPARATOR, region, account, group, name));
    }

    static ScheduleName of(byte[] bytes, int from) {
        String[] parts =
                new String(bytes, from, bytes.length - from, StandardCharsets.UTF_8)
                        .split(SEPARATOR, 4);
        return new ScheduleName(parts[0], parts[1], parts[2], parts[3]);
    }

    /** What the names of an account in a region begin with. */
    static byte[] prefix(String region, String account) {
        return utf8(region + SEPARATOR + account + SEPARATOR);
    }

    /** What the names of a group that begin so begin with. */
    static byte[] prefix(String region, String account, String group, String namePrefix) {
        return utf8(String.join(SEPARATOR, region, account, group, namePrefix));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
