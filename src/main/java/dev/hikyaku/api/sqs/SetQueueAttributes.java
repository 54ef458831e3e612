package dev.hikyaku.api.sqs;

import dev.hikyaku.api.Caller;
import dev.hikyaku.api.Empty;
import dev.hikyaku.api.QueryMember;
import dev.hikyaku.model.ServiceException;
import dev.hikyaku.queue.QueueCommand;
import dev.hikyaku.queue.QueueDefinition;
import dev.hikyaku.queue.QueueReply;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

final class SetQueueAttributes {
    record Request(
            @Nullable String queueUrl,
            @QueryMember("Attribute") @Nullable Map<String, @Nullable String> attributes) {}

    private final Queues queues;

    SetQueueAttributes(Queues queues) {
        this.queues = queues;
    }

    CompletionStage<Empty> handle(Request request, Caller caller) {
        QueueDefinition queue = queues.byUrl(request.queueUrl, caller);
        Map<String, String> attributes = AttributeMaps.checked("Attributes", request.attributes);
        if (attributes.isEmpty()) {
            throw ServiceException.missingParameter("Attributes");
        }
        queue.attributes().with(attributes);
        RedriveTargets.check(queues.engine().catalog(), queue.arn(), attributes);
        return queues.submit(
                        caller,
                        queue,
                        new QueueCommand.SetAttributes(queue.id(), attributes),
                        QueueReply.Defined.class)
                .thenApply(done -> new Empty());
    }
}
