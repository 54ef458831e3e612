package dev.hikyaku.api;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Who a request says that it comes from, and the region that it is for: {@code
 * Credential=ACCESS_KEY_ID/DATE/REGION/SERVICE/aws4_request} of Signature Version 4. Nothing of it
 * is proven.
 *
 * @param service as AWS names it in credential scopes, such as {@code sqs}
 */
public record Credential(String accessKeyId, String region, String service) {
    private static final int ACCESS_KEY_ID_MAX = 128;
    private static final int DATE_LENGTH = 8;
    private static final int REGION_MAX = 40;
    private static final String IN_HEADER = "Credential=";
    private static final String IN_QUERY = "X-Amz-Credential=";

    /**
     * Finds the credential in the header {@code Authorization} or, if that has none, in the query
     * parameter {@code X-Amz-Credential}.
     *
     * @param query still encoded
     * @return null if there is none in this form
     */
    public static @Nullable Credential find(@Nullable String authorization, String query) {
        int at = authorization == null ? -1 : authorization.indexOf(IN_HEADER);
        if (authorization != null && at >= 0) {
            return parse(authorization.substring(at + IN_HEADER.length()));
        }
        for (String parameter : query.split("&", -1)) {
            if (parameter.startsWith(IN_QUERY)) {
                return parse(decoded(parameter.substring(IN_QUERY.length())));
            }
        }
        return null;
    }

    private static @Nullable Credential parse(String text) {
        int id = text.indexOf('/');
        int date = text.indexOf('/', id + 1);
        int region = text.indexOf('/', date + 1);
        int service = text.indexOf('/', region + 1);
        boolean complete =
                0 < id
                        && id < date
                        && date < region
                        && region < service
                        && text.startsWith("aws4_request", service + 1);
        if (!complete || id > ACCESS_KEY_ID_MAX || date - id - 1 != DATE_LENGTH) {
            return null;
        }
        var found =
                new Credential(
                        text.substring(0, id),
                        text.substring(date + 1, region),
                        text.substring(region + 1, service));
        return found.plausible() ? found : null;
    }

    private boolean plausible() {
        return accessKeyId.chars().noneMatch(c -> c == ',' || Character.isWhitespace(c))
                && !region.isEmpty()
                && region.length() <= REGION_MAX
                && region.chars().allMatch(Credential::inRegion);
    }

    private static boolean inRegion(int c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return ""; // a broken escape
        }
    }
}
