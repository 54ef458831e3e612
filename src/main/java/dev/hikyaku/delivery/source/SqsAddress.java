package dev.hikyaku.delivery.source;

import dev.hikyaku.model.QueueArn;
import java.net.URI;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a queue is, read from its URL: {@code https://sqs.eu-west-1.amazonaws.com/account/name} has
 * the region in it, and one that is not Amazon's has the endpoint.
 *
 * @param region null to let the SDK find it (environment, profile, instance)
 * @param endpoint null for Amazon's own
 */
record SqsAddress(String queue, @Nullable String region, @Nullable URI endpoint) {
    private static final Pattern AMAZON =
            Pattern.compile(
                    "(?:sqs(?:-fips)?\\.)?(?<region>[a-z]{2}(?:-[a-z]+)+-\\d)(?:\\.queue|\\.sqs)?"
                            + "\\.amazonaws\\.com(?:\\.cn)?"
                            + "|queue\\.amazonaws\\.com");
    private static final String REGION_OF_OTHERS = "us-east-1";

    static SqsAddress of(String queueUrl, @Nullable String region, @Nullable String endpoint) {
        URI url = http("The queue URL", queueUrl);
        Matcher amazon = AMAZON.matcher(url.getHost());
        boolean others = !amazon.matches();
        URI connectTo =
                endpoint != null ? http("The endpoint", endpoint) : others ? origin(url) : null;
        String inUrl = others ? null : amazon.group("region");
        String known = region != null ? region : inUrl;
        return new SqsAddress(
                queue(url),
                known == null && connectTo != null ? REGION_OF_OTHERS : known,
                connectTo);
    }

    /** Whether Amazon answers there, over the internet or by a VPC endpoint. */
    boolean amazon() {
        return endpoint == null || endpoint.getHost().matches(".+\\.amazonaws\\.com(\\.cn)?");
    }

    /** The ARN, as far as the queue's URL tells; empty if it has no account or no region. */
    String arn(String queueUrl) {
        String[] path = URI.create(queueUrl).getPath().split("/", -1);
        String account = path.length < 2 ? "" : path[path.length - 2];
        return region != null && account.matches("[0-9]{12}")
                ? new QueueArn(region, account, queue).toString()
                : "";
    }

    private static URI http(String what, String text) {
        try {
            URI uri = URI.create(text);
            if (uri.getHost() != null && uri.getScheme().matches("https?")) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            // the same sentence serves
        }
        throw new IllegalArgumentException(
                what + " '" + text + "' must be an absolute http or https URL.");
    }

    private static URI origin(URI url) {
        return URI.create(url.getScheme() + "://" + url.getRawAuthority());
    }

    private static String queue(URI url) {
        String path = url.getPath();
        String name = path.substring(path.lastIndexOf('/') + 1);
        if (name.isEmpty()) {
            throw new IllegalArgumentException(
                    "The queue URL '" + url + "' must end with the queue's name.");
        }
        return name;
    }
}
