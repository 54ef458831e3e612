package dev.hikyaku.api.events;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.hikyaku.api.Caller;
import dev.hikyaku.api.Empty;
import dev.hikyaku.event.check.Constraints;
import dev.hikyaku.event.check.Fields;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

final class TagResource {
    record Request(
            @JsonProperty("ResourceARN") @Nullable String resourceArn, @Nullable List<Tag> tags) {}

    private final Events events;

    TagResource(Events events) {
        this.events = events;
    }

    CompletionStage<Empty> handle(Request request, Caller caller) {
        var constraints =
                new Constraints()
                        .required("resourceARN", request.resourceArn, Fields.ANY_ARN)
                        .required("tags", request.tags);
        Tag.constraints(constraints, request.tags).check();
        return new Tagged(events, Objects.requireNonNull(request.resourceArn))
                .change(tags -> Tag.with(tags, request.tags))
                .thenApplyAsync(done -> new Empty(), caller);
    }
}
