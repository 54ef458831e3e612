package dev.hikyaku.api.sqs;

import dev.hikyaku.api.Caller;
import dev.hikyaku.api.Checks;
import dev.hikyaku.api.Empty;
import dev.hikyaku.queue.DefinitionChange;
import dev.hikyaku.queue.QueueDefinition;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

final class RemovePermission {
    record Request(@Nullable String queueUrl, @Nullable String label) {}

    private final Queues queues;

    RemovePermission(Queues queues) {
        this.queues = queues;
    }

    CompletionStage<Empty> handle(Request request, Caller caller) {
        QueueDefinition queue = queues.byUrl(request.queueUrl, caller);
        String label = Checks.required("Label", request.label);
        return queues.redefine(caller, queue, new DefinitionChange.RemovePermission(label));
    }
}
