package dev.hikyaku.api.sqs;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.hikyaku.api.Caller;
import dev.hikyaku.api.QueryMember;
import dev.hikyaku.model.QueueArn;
import dev.hikyaku.model.QueueAttributes;
import dev.hikyaku.queue.QueueCommand;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

final class CreateQueue {
    record Request(
            @Nullable String queueName,
            @QueryMember("Attribute") @Nullable Map<String, @Nullable String> attributes,
            @QueryMember(value = "Tag", key = "Key") @JsonProperty("tags")
                    @Nullable Map<String, @Nullable String> tags) {}

    record Response(String queueUrl) {}

    private final Queues queues;

    CreateQueue(Queues queues) {
        this.queues = queues;
    }

    CompletionStage<Response> handle(Request request, Caller caller) {
        String name = QueueArn.checkName(Checks.required("QueueName", request.queueName));
        QueueArn arn = queues.endpoint().arn(name);
        Map<String, String> attributes = AttributeMaps.checked("Attributes", request.attributes);
        var effective = QueueAttributes.defaults().with(attributes);
        QueueArn.checkNewName(name, effective.fifo());
        RedriveTargets.check(queues, effective);
        Map<String, String> tags = AttributeMaps.checked("tags", request.tags);
        return queues.engine()
                .create(new QueueCommand.Create(arn, attributes, tags))
                .thenApplyAsync(created -> new Response(queues.endpoint().url(arn)), caller);
    }
}
