package dev.hikyaku.api.sqs;

import dev.hikyaku.model.Limits;
import dev.hikyaku.model.QueueArn;
import dev.hikyaku.model.ServiceException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A page of a list of queues. Its token is the last queue of the page, so that queues which come
 * and go between two pages move nothing.
 */
record QueuePage(List<QueueArn> queues, @Nullable String nextToken) {
    /** A list of queues in the order of their ARNs, from behind one of them, or from its start. */
    interface Listing {
        Stream<QueueArn> from(@Nullable QueueArn after);
    }

    /**
     * Takes a page of a list.
     *
     * @throws ServiceException (InvalidParameterValue) if the token is not one of ours, or {@code
     *     maxResults} is not from 1 to 1,000
     */
    static QueuePage of(@Nullable Integer maxResults, @Nullable String nextToken, Listing listing) {
        int max =
                Checks.range(
                        "MaxResults",
                        maxResults,
                        1,
                        Limits.LIST_RESULTS_MAX,
                        Limits.LIST_RESULTS_MAX);
        QueueArn after = nextToken == null ? null : lastOf(nextToken);
        List<QueueArn> found = listing.from(after).limit(max + 1L).toList();
        List<QueueArn> page = found.subList(0, Math.min(max, found.size()));
        // without MaxResults there are no pages: AWS answers the first 1,000 and no token
        boolean more = maxResults != null && found.size() > max;
        return new QueuePage(page, more ? token(page.getLast()) : null);
    }

    private static String token(QueueArn last) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(last.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static QueueArn lastOf(String token) {
        try {
            return QueueArn.parse(
                    new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException | ServiceException e) {
            throw ServiceException.invalidParameter(
                    "NextToken is not one that an earlier page returned.");
        }
    }

    List<String> urls(Endpoint endpoint) {
        return queues.stream().map(endpoint::url).toList();
    }
}
