package dev.hikyaku.api;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Who a request says that it comes from, and the region that it is for: {@code
 * Credential=ACCESS_KEY_ID/DATE/REGION/SERVICE/aws4_request} of Signature Version 4. Nothing of it
 * is proven.
 */
public record Credential(String accessKeyId, String region) {
    private static final Pattern SCOPE =
            Pattern.compile("([^/,\\s]{1,128})/[0-9]{8}/([a-z0-9-]{1,40})/[a-z0-9-]+/aws4_request");
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
        var matcher = SCOPE.matcher(text);
        return matcher.lookingAt() ? new Credential(matcher.group(1), matcher.group(2)) : null;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return ""; // a broken escape
        }
    }
}
