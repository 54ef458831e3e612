package dev.hikyaku.api.sqs;

import dev.hikyaku.api.Caller;
import dev.hikyaku.api.QueryMember;
import dev.hikyaku.model.Limits;
import dev.hikyaku.model.QueueArn;
import dev.hikyaku.model.ServiceException;
import dev.hikyaku.queue.QueueDefinition;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

final class ListQueues {
    record Request(
            @Nullable String queueNamePrefix,
            @Nullable String nextToken,
            @Nullable Integer maxResults) {}

    record Response(@QueryMember("QueueUrl") List<String> queueUrls, @Nullable String nextToken) {}

    private final Queues queues;

    ListQueues(Queues queues) {
        this.queues = queues;
    }

    CompletionStage<Response> handle(Request request, Caller caller) {
        int max =
                Checks.range(
                        "MaxResults",
                        request.maxResults,
                        1,
                        Limits.LIST_RESULTS_MAX,
                        Limits.LIST_RESULTS_MAX);
        String prefix = Objects.requireNonNullElse(request.queueNamePrefix, "");
        List<QueueArn> found =
                from(request.nextToken).stream()
                        .map(QueueDefinition::arn)
                        .filter(arn -> arn.name().startsWith(prefix))
                        .limit(max + 1L)
                        .toList();
        List<QueueArn> page = found.subList(0, Math.min(max, found.size()));
        // without MaxResults there are no pages: AWS answers the first 1,000 and no token
        String next =
                request.maxResults != null && found.size() > max ? token(page.getLast()) : null;
        List<String> urls = page.stream().map(queues.endpoint()::url).toList();
        return CompletableFuture.completedFuture(new Response(urls, next));
    }

    private Collection<QueueDefinition> from(@Nullable String token) {
        var catalog = queues.engine().catalog();
        return token == null ? catalog.queues() : catalog.queuesAfter(lastOf(token));
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
                    "NextToken is not one that ListQueues returned.");
        }
    }
}
