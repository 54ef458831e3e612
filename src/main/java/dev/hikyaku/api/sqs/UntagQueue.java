package dev.hikyaku.api.sqs;

import dev.hikyaku.api.Caller;
import dev.hikyaku.api.Checks;
import dev.hikyaku.api.Empty;
import dev.hikyaku.api.QueryMember;
import dev.hikyaku.queue.DefinitionChange;
import dev.hikyaku.queue.QueueDefinition;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

final class UntagQueue {
    record Request(
            @Nullable String queueUrl,
            @QueryMember("TagKey") @Nullable List<@Nullable String> tagKeys) {}

    private final Queues queues;

    UntagQueue(Queues queues) {
        this.queues = queues;
    }

    CompletionStage<Empty> handle(Request request, Caller caller) {
        QueueDefinition queue = queues.byUrl(request.queueUrl, caller);
        List<String> keys = Checks.requiredTexts("TagKeys", request.tagKeys);
        return queues.redefine(caller, queue, new DefinitionChange.Untag(Set.copyOf(keys)));
    }
}
