package dev.hikyaku.api.sns;

import dev.hikyaku.api.Caller;
import dev.hikyaku.api.Page;
import dev.hikyaku.api.Scope;
import dev.hikyaku.topic.Topic;
import dev.hikyaku.topic.TopicArn;
import dev.hikyaku.topic.TopicLimits;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

record ListTopics(TopicActions actions) {
    record Request(@Nullable String nextToken) {}

    record Item(String topicArn) {}

    record Response(List<Item> topics, @Nullable String nextToken) {}

    CompletionStage<Response> handle(Request request, Caller caller) {
        Scope scope = actions.scope(caller);
        Page<Topic> page =
                Page.of(
                        actions.topics()
                                .list(
                                        TopicArn.prefix(scope.region(), scope.account()),
                                        TopicActions.position(request.nextToken)),
                        TopicLimits.PAGE_SIZE,
                        Topic::arn);
        return CompletableFuture.completedFuture(
                new Response(
                        page.items().stream().map(topic -> new Item(topic.arn())).toList(),
                        page.nextToken()));
    }
}
