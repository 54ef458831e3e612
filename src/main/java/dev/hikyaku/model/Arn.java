package dev.hikyaku.model;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The full name of any resource: {@code arn:aws:service:region:account:resource}.
 *
 * @param resource all that follows the account; may have colons and slashes
 */
public record Arn(String service, String region, String account, String resource) {
    private static final Pattern FORM =
            Pattern.compile("arn:aws[a-z-]*:([a-z0-9-]+):([a-z0-9-]*):([0-9]{12})?:(.+)");

    /** Reads an ARN; null if the text is none. */
    public static @Nullable Arn parse(String text) {
        var matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            return null;
        }
        String account = matcher.group(3);
        return new Arn(
                matcher.group(1),
                matcher.group(2),
                account == null ? "" : account,
                matcher.group(4));
    }

    @Override
    public String toString() {
        return prefix(service, region, account) + resource;
    }

    /** What the ARNs of a service in one region and account begin with. */
    public static String prefix(String service, String region, String account) {
        return "arn:" + partition(region) + ":" + service + ":" + region + ":" + account + ":";
    }

    /** AWS's partition that a region is of. */
    static String partition(String region) {
        if (region.startsWith("cn-")) {
            return "aws-cn";
        }
        return region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
    }
}
