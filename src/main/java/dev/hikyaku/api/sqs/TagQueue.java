package dev.hikyaku.api.sqs;

import dev.hikyaku.api.Caller;
import dev.hikyaku.api.Empty;
import dev.hikyaku.api.QueryMember;
import dev.hikyaku.model.ServiceException;
import dev.hikyaku.model.Tags;
import dev.hikyaku.queue.DefinitionChange;
import dev.hikyaku.queue.QueueDefinition;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

final class TagQueue {
    record Request(
            @Nullable String queueUrl,
            @QueryMember(value = "Tag", key = "Key")
                    @Nullable Map<String, @Nullable String> tags) {}

    private final Queues queues;

    TagQueue(Queues queues) {
        this.queues = queues;
    }

    CompletionStage<Empty> handle(Request request, Caller caller) {
        QueueDefinition queue = queues.byUrl(request.queueUrl, caller);
        Map<String, String> tags = AttributeMaps.checked("Tags", request.tags);
        if (tags.isEmpty()) {
            throw ServiceException.missingParameter("Tags");
        }
        Tags.check(tags);
        return queues.redefine(caller, queue, new DefinitionChange.Tag(tags));
    }
}
