package dev.hikyaku.api.sqs;

import dev.hikyaku.api.Caller;
import dev.hikyaku.api.QueryMember;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

final class ListQueueTags {
    record Request(@Nullable String queueUrl) {}

    record Response(@QueryMember(value = "Tag", key = "Key") Map<String, String> tags) {}

    private final Queues queues;

    ListQueueTags(Queues queues) {
        this.queues = queues;
    }

    CompletionStage<Response> handle(Request request, Caller caller) {
        return CompletableFuture.completedFuture(
                new Response(queues.byUrl(request.queueUrl, caller).tags()));
    }
}
