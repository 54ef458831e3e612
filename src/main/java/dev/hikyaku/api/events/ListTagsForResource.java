package dev.hikyaku.api.events;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.hikyaku.api.Caller;
import dev.hikyaku.event.check.Constraints;
import dev.hikyaku.event.check.Fields;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

final class ListTagsForResource {
    record Request(@JsonProperty("ResourceARN") @Nullable String resourceArn) {}

    record Response(List<Tag> tags) {}

    private final Events events;

    ListTagsForResource(Events events) {
        this.events = events;
    }

    CompletionStage<Response> handle(Request request, Caller caller) {
        new Constraints().required("resourceARN", request.resourceArn, Fields.ANY_ARN).check();
        var tagged = new Tagged(events, Objects.requireNonNull(request.resourceArn));
        return CompletableFuture.completedFuture(new Response(Tag.list(tagged.tags())));
    }
}
