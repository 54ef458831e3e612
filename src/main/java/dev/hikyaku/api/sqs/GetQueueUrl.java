package dev.hikyaku.api.sqs;

import dev.hikyaku.api.Caller;
import dev.hikyaku.api.Checks;
import dev.hikyaku.api.Scope;
import dev.hikyaku.model.QueueArn;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

final class GetQueueUrl {
    record Request(@Nullable String queueName, @Nullable String queueOwnerAWSAccountId) {}

    record Response(String queueUrl) {}

    private final Queues queues;

    GetQueueUrl(Queues queues) {
        this.queues = queues;
    }

    CompletionStage<Response> handle(Request request, Caller caller) {
        Scope scope = queues.scope(caller);
        String name = Checks.required("QueueName", request.queueName);
        String account =
                Objects.requireNonNullElse(request.queueOwnerAWSAccountId, scope.account());
        var arn = new QueueArn(scope.region(), account, name);
        queues.engine().catalog().require(arn);
        return CompletableFuture.completedFuture(new Response(queues.endpoint().url(arn)));
    }
}
