package dev.hikyaku.api.sqs;

import dev.hikyaku.api.Checks;
import dev.hikyaku.api.Endpoint;
import dev.hikyaku.api.Page;
import dev.hikyaku.model.Limits;
import dev.hikyaku.model.QueueArn;
import dev.hikyaku.model.ServiceException;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A page of a list of queues. Its token is the last queue of the page. */
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
        String after = Page.position(nextToken);
        Page<QueueArn> page =
                Page.of(listing.from(after == null ? null : queue(after)), max, QueueArn::toString);
        // without MaxResults there are no pages: AWS answers the first 1,000 and no token
        return new QueuePage(page.items(), maxResults == null ? null : page.nextToken());
    }

    private static QueueArn queue(String position) {
        try {
            return QueueArn.parse(position);
        } catch (ServiceException e) {
            throw Page.unknown();
        }
    }

    List<String> urls(Endpoint endpoint) {
        return queues.stream().map(endpoint::url).toList();
    }
}
