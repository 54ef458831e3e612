package dev.hikyaku.api.sqs;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.hikyaku.api.Caller;
import dev.hikyaku.api.Checks;
import dev.hikyaku.api.QueryMember;
import dev.hikyaku.model.QueueArn;
import dev.hikyaku.model.QueueAttributes;
import dev.hikyaku.model.Tags;
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
        QueueArn arn = queues.scope(caller).arn(name);
        Map<String, String> attributes = AttributeMaps.checked("Attributes", request.attributes);
        QueueArn.checkNewName(name, QueueAttributes.defaults().with(attributes).fifo());
        RedriveTargets.check(queues.engine().catalog(), arn, attributes);
        Map<String, String> tags = AttributeMaps.checked("tags", request.tags);
        Tags.check(tags);
        queues.recentDeletions().check(arn);
        return queues.engine()
                .create(new QueueCommand.Create(arn, attributes, Tags.with(Map.of(), tags)))
                .thenApplyAsync(created -> new Response(queues.endpoint().url(arn)), caller);
    }
}
