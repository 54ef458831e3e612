package dev.hikyaku.api.sqs;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.hikyaku.api.Caller;
import dev.hikyaku.api.QueryMember;
import dev.hikyaku.model.QueueArn;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

final class ListDeadLetterSourceQueues {
    record Request(
            @Nullable String queueUrl, @Nullable String nextToken, @Nullable Integer maxResults) {}

    /** The one list of SQS whose name begins small, and that is required even if it is empty. */
    record Response(
            @JsonProperty("queueUrls")
                    @JsonInclude(JsonInclude.Include.ALWAYS)
                    @QueryMember("QueueUrl")
                    List<String> queueUrls,
            @Nullable String nextToken) {}

    private final Queues queues;

    ListDeadLetterSourceQueues(Queues queues) {
        this.queues = queues;
    }

    CompletionStage<Response> handle(Request request, Caller caller) {
        QueueArn target = queues.byUrl(request.queueUrl, caller).arn();
        QueuePage page =
                QueuePage.of(
                        request.maxResults, request.nextToken, after -> sources(target, after));
        return CompletableFuture.completedFuture(
                new Response(page.urls(queues.endpoint()), page.nextToken()));
    }

    private Stream<QueueArn> sources(QueueArn target, @Nullable QueueArn after) {
        return queues.engine().catalog().sourcesOf(target, after);
    }
}
