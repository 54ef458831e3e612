package dev.hikyaku.api.sqs;

import dev.hikyaku.api.Caller;
import dev.hikyaku.api.QueryMember;
import dev.hikyaku.api.Scope;
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
        Scope scope = queues.scope(caller);
        String prefix = Objects.requireNonNullElse(request.queueNamePrefix, "");
        var catalog = queues.engine().catalog();
        QueuePage page =
                QueuePage.of(
                        request.maxResults,
                        request.nextToken,
                        after -> catalog.find(scope.region(), scope.account(), prefix, after));
        return CompletableFuture.completedFuture(
                new Response(page.urls(queues.endpoint()), page.nextToken()));
    }
}
