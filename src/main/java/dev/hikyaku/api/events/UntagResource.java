package dev.hikyaku.api.events;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.hikyaku.api.Caller;
import dev.hikyaku.api.Empty;
import dev.hikyaku.event.check.Constraints;
import dev.hikyaku.event.check.Fields;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

final class UntagResource {
    record Request(
            @JsonProperty("ResourceARN") @Nullable String resourceArn,
            @Nullable List<String> tagKeys) {}

    private final Events events;

    UntagResource(Events events) {
        this.events = events;
    }

    CompletionStage<Empty> handle(Request request, Caller caller) {
        var constraints =
                new Constraints()
                        .required("resourceARN", request.resourceArn, Fields.ANY_ARN)
                        .required("tagKeys", request.tagKeys);
        constraints.check();
        List<String> keys = Objects.requireNonNull(request.tagKeys);
        return new Tagged(events, Objects.requireNonNull(request.resourceArn))
                .change(tags -> {
                    var left = new TreeMap<>(tags);
                    left.keySet().removeAll(keys);
                    return left;
                })
                .thenApplyAsync(done -> new Empty(), caller);
    }
}
