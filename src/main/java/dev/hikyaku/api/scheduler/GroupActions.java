package dev.hikyaku.api.scheduler;

import dev.hikyaku.api.Caller;
import dev.hikyaku.api.EmptyResult;
import dev.hikyaku.api.Endpoint;
import dev.hikyaku.api.Page;
import dev.hikyaku.api.Scope;
import dev.hikyaku.broker.schedules.Groups;
import dev.hikyaku.broker.schedules.ScheduleGroup;
import dev.hikyaku.schedule.ScheduleCheck;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The actions on groups of schedules and on their tags. */
final class GroupActions {
    record Tag(@Nullable String key, @Nullable String value) {}

    record Create(@Nullable String name, @Nullable List<Tag> tags, @Nullable String clientToken) {}

    record Created(String scheduleGroupArn) {}

    record Named(@Nullable String name, @Nullable String clientToken) {}

    record Found(
            String arn,
            String name,
            String state,
            Instant creationDate,
            Instant lastModificationDate) {}

    record ListRequest(
            @Nullable String namePrefix,
            @Nullable Integer maxResults,
            @Nullable String nextToken) {}

    record Listed(List<Found> scheduleGroups, @Nullable String nextToken) {}

    record TagRequest(@Nullable String resourceArn, @Nullable List<Tag> tags) {}

    record UntagRequest(@Nullable String resourceArn, @Nullable List<String> tagKeys) {}

    record Resource(@Nullable String resourceArn) {}

    record Tagged(List<Tag> tags) {}

    private static final int TAG_KEY_MAX = 128;
    private static final int TAG_VALUE_MAX = 256;

    private final Groups groups;
    private final Endpoint endpoint;

    GroupActions(Groups groups, Endpoint endpoint) {
        this.groups = groups;
        this.endpoint = endpoint;
    }

    CompletionStage<Created> create(Create request, Caller caller) {
        Scope scope = Scope.of(caller, endpoint);
        String name = ScheduleCheck.name("name", request.name);
        ScheduleCheck.clientToken(request.clientToken);
        Map<String, String> tags = request.tags == null ? Map.of() : tags(request.tags);
        return groups.create(scope.region(), scope.account(), name, tags, request.clientToken)
                .thenApplyAsync(group -> new Created(group.arn()), caller);
    }

    private static Map<String, String> tags(List<Tag> tags) {
        var byKey = new TreeMap<String, String>();
        for (Tag tag : tags) {
            String key = ScheduleCheck.required("tags.member.key", tag.key);
            String value = ScheduleCheck.required("tags.member.value", tag.value);
            ScheduleCheck.length("tags.member.key", key, 1, TAG_KEY_MAX);
            ScheduleCheck.length("tags.member.value", value, 1, TAG_VALUE_MAX);
            byKey.put(key, value);
        }
        return byKey;
    }

    CompletionStage<Found> get(Named request, Caller caller) {
        Scope scope = Scope.of(caller, endpoint);
        return groups.require(
                        scope.region(), scope.account(), ScheduleCheck.name("name", request.name))
                .thenApplyAsync(GroupActions::found, caller);
    }

    private static Found found(ScheduleGroup group) {
        return new Found(
                group.arn(),
                group.name(),
                group.deleting() ? "DELETING" : "ACTIVE",
                Instant.ofEpochMilli(group.createdAt()),
                Instant.ofEpochMilli(group.modifiedAt()));
    }

    CompletionStage<EmptyResult> delete(Named request, Caller caller) {
        Scope scope = Scope.of(caller, endpoint);
        ScheduleCheck.clientToken(request.clientToken);
        return groups.delete(
                        scope.region(), scope.account(), ScheduleCheck.name("name", request.name))
                .thenApplyAsync(done -> new EmptyResult(), caller);
    }

    CompletionStage<Listed> list(ListRequest request, Caller caller) {
        Scope scope = Scope.of(caller, endpoint);
        int max = Names.pageSize(request.maxResults);
        return groups.list(
                        scope.region(),
                        scope.account(),
                        Names.prefix(request.namePrefix),
                        Page.position(request.nextToken))
                .thenApplyAsync(all -> listed(Page.of(all, max, ScheduleGroup::name)), caller);
    }

    private static Listed listed(Page<ScheduleGroup> page) {
        return new Listed(
                page.items().stream().map(GroupActions::found).toList(), page.nextToken());
    }

    CompletionStage<EmptyResult> tag(TagRequest request, Caller caller) {
        String arn = ScheduleCheck.required("resourceArn", request.resourceArn);
        Map<String, String> tags = tags(ScheduleCheck.required("tags", request.tags));
        return groups.tag(arn, tags).thenApplyAsync(group -> new EmptyResult(), caller);
    }

    CompletionStage<EmptyResult> untag(UntagRequest request, Caller caller) {
        String arn = ScheduleCheck.required("resourceArn", request.resourceArn);
        List<String> keys = ScheduleCheck.required("tagKeys", request.tagKeys);
        return groups.untag(arn, keys).thenApplyAsync(group -> new EmptyResult(), caller);
    }

    CompletionStage<Tagged> listTags(Resource request, Caller caller) {
        return groups.byArn(ScheduleCheck.required("resourceArn", request.resourceArn))
                .thenApplyAsync(
                        group ->
                                new Tagged(
                                        group.tags().entrySet().stream()
                                                .map(tag -> new Tag(tag.getKey(), tag.getValue()))
                                                .toList()),
                        caller);
    }
}
