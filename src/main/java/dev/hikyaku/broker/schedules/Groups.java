package dev.hikyaku.broker.schedules;

import dev.hikyaku.engine.Defined;
import dev.hikyaku.engine.Definitions;
import dev.hikyaku.engine.Engine;
import dev.hikyaku.engine.Kind;
import dev.hikyaku.model.Arn;
import dev.hikyaku.model.ServiceException;
import dev.hikyaku.schedule.ScheduleCommand;
import dev.hikyaku.schedule.ScheduleError;
import dev.hikyaku.schedule.ScheduleName;
import dev.hikyaku.schedule.ScheduleReply;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The groups of schedules. Each account has the group {@code default} in each region. */
public final class Groups {
    private static final Logger LOG = LoggerFactory.getLogger(Groups.class);
    private static final Kind<ScheduleGroup> KIND =
            new Kind<>("schedule-group", ScheduleGroup.class);
    private static final String UNNAMED = "";
    private static final int TAGS_MAX = 50;

    /** Of a region and account; Amazon's own default is 500. */
    static final int GROUPS_MAX = 10_000;

    private final Engine engine;
    private final Definitions definitions;
    private final LongSupplier clock;

    Groups(Engine engine, LongSupplier clock) {
        this.engine = engine;
        this.definitions = engine.definitions();
        this.clock = clock;
    }

    /** Goes on with what was not finished when the server stopped. */
    void start() {
        definitions
                .list(KIND, "", null, null)
                .map(Defined::value)
                .filter(ScheduleGroup::deleting)
                .forEach(this::empty);
    }

    /**
     * Makes a group.
     *
     * @param token asked for once more with the same and the same tags, it is made only once
     */
    public CompletableFuture<ScheduleGroup> create(
            String region,
            String account,
            String name,
            Map<String, String> tags,
            @Nullable String token) {
        checkTags(tags);
        long now = clock.getAsLong();
        return update(
                ScheduleGroup.arn(region, account, name),
                before -> {
                    boolean same =
                            before != null
                                    && token != null
                                    && token.equals(before.token())
                                    && before.tags().equals(tags)
                                    && !before.deleting();
                    if (same) {
                        return before;
                    }
                    if (before != null || name.equals(ScheduleName.DEFAULT_GROUP)) {
                        throw new ServiceException(
                                ScheduleError.CONFLICT,
                                "Schedule group " + name + " already exists.");
                    }
                    checkRoom(region, account);
                    return new ScheduleGroup(region, account, name, false, now, now, tags, token);
                });
    }

    private void checkRoom(String region, String account) {
        String prefix = ScheduleGroup.arn(region, account, "");
        if (definitions.list(KIND, prefix, null, null).limit(GROUPS_MAX).count() >= GROUPS_MAX) {
            throw new ServiceException(
                    ScheduleError.SERVICE_QUOTA_EXCEEDED,
                    "There may be " + GROUPS_MAX + " schedule groups.");
        }
    }

    private CompletableFuture<ScheduleGroup> update(
            String arn, Definitions.Change<ScheduleGroup> change) {
        return definitions
                .update(KIND, arn, UNNAMED, change)
                .thenApply(after -> after.map(Defined::value).orElseThrow());
    }

    /** The group, which is made if it is the default one; fails if there is none. */
    public CompletableFuture<ScheduleGroup> require(String region, String account, String name) {
        String arn = ScheduleGroup.arn(region, account, name);
        Defined<ScheduleGroup> found = definitions.find(KIND, arn, UNNAMED);
        if (found != null) {
            return CompletableFuture.completedFuture(found.value());
        }
        if (!name.equals(ScheduleName.DEFAULT_GROUP)) {
            return CompletableFuture.failedFuture(missing(name));
        }
        long now = clock.getAsLong();
        return update(
                arn,
                before ->
                        before != null
                                ? before
                                : new ScheduleGroup(
                                        region, account, name, false, now, now, Map.of(), null));
    }

    /** The group; fails if there is none, or if it is being deleted. */
    CompletableFuture<ScheduleGroup> requireActive(String region, String account, String name) {
        return require(region, account, name)
                .thenApply(group -> {
                    if (group.deleting()) {
                        throw new ServiceException(
                                ScheduleError.CONFLICT,
                                "Schedule group " + name + " is being deleted.");
                    }
                    return group;
                });
    }

    /** Whether a group is there and is not being deleted. */
    boolean active(String region, String account, String name) {
        Defined<ScheduleGroup> found =
                definitions.find(KIND, ScheduleGroup.arn(region, account, name), UNNAMED);
        return found != null && !found.value().deleting();
    }

    private static ServiceException missing(String name) {
        return new ServiceException(
                ScheduleError.RESOURCE_NOT_FOUND, "Schedule group " + name + " does not exist.");
    }

    /**
     * The groups of an account by their names, from behind one or from the start.
     *
     * @param after the name of the last one that is known; null for none
     */
    public CompletableFuture<Stream<ScheduleGroup>> list(
            String region, String account, String namePrefix, @Nullable String after) {
        return require(region, account, ScheduleName.DEFAULT_GROUP)
                .thenApply(group ->
                        definitions
                                .list(
                                        KIND,
                                        ScheduleGroup.arn(region, account, namePrefix),
                                        after == null
                                                ? null
                                                : ScheduleGroup.arn(region, account, after),
                                        after == null ? null : UNNAMED)
                                .map(Defined::value));
    }

    /** Adds tags to the group of this ARN; those of the same key are replaced. */
    public CompletableFuture<ScheduleGroup> tag(String arn, Map<String, String> tags) {
        checkTags(tags);
        return changeTags(arn, all -> all.putAll(tags));
    }

    /** Takes tags away; keys that are not there are no error. */
    public CompletableFuture<ScheduleGroup> untag(String arn, List<String> keys) {
        return changeTags(arn, all -> all.keySet().removeAll(keys));
    }

    private CompletableFuture<ScheduleGroup> changeTags(
            String arn, Consumer<Map<String, String>> change) {
        long now = clock.getAsLong();
        return byArn(arn)
                .thenCompose(there ->
                        update(
                                arn,
                                before -> {
                                    if (before == null) {
                                        throw missing(there.name());
                                    }
                                    var tags = new TreeMap<>(before.tags());
                                    change.accept(tags);
                                    if (tags.size() > TAGS_MAX) {
                                        throw ScheduleError.invalid(
                                                "A group can have "
                                                        + TAGS_MAX
                                                        + " tags; it would have "
                                                        + tags.size()
                                                        + ".");
                                    }
                                    return before.withTags(tags, now);
                                }));
    }

    /** The group of an ARN. */
    public CompletableFuture<ScheduleGroup> byArn(String text) {
        Arn arn = Arn.parse(text);
        if (arn == null
                || !arn.service().equals("scheduler")
                || !arn.resource().startsWith(ScheduleGroup.RESOURCE)) {
            throw ScheduleError.invalid(text + " is not the ARN of a schedule group.");
        }
        String name = arn.resource().substring(ScheduleGroup.RESOURCE.length());
        return require(arn.region(), arn.account(), name);
    }

    private static void checkTags(Map<String, String> tags) {
        tags.forEach((key, value) -> {
            if (key.startsWith("aws:")) {
                throw ScheduleError.invalid(
                        "A tag's key cannot begin with 'aws:', which is reserved; a key was '"
                                + key
                                + "'.");
            }
        });
    }

    /**
     * Deletes a group: from now on nothing is made in it; its schedules go some at a time, and the
     * group with the last of them.
     */
    public CompletableFuture<Void> delete(String region, String account, String name) {
        if (name.equals(ScheduleName.DEFAULT_GROUP)) {
            throw ScheduleError.invalid("The default schedule group cannot be deleted.");
        }
        long now = clock.getAsLong();
        return update(
                        ScheduleGroup.arn(region, account, name),
                        before -> {
                            if (before == null) {
                                throw missing(name);
                            }
                            return before.deleting() ? before : before.beingDeleted(now);
                        })
                .thenAccept(this::empty);
    }

    private void empty(ScheduleGroup group) {
        emptied(group)
                .thenCompose(
                        done -> definitions.update(KIND, group.arn(), UNNAMED, Groups::ifDeleting))
                .exceptionally(failed -> {
                    LOG.error(
                            "The schedules of {} are not all deleted; that goes on at the next"
                                    + " start",
                            group.arn(),
                            failed);
                    return Optional.empty();
                });
    }

    private static @Nullable ScheduleGroup ifDeleting(@Nullable ScheduleGroup before) {
        return before == null || before.deleting() ? null : before;
    }

    private CompletableFuture<Void> emptied(ScheduleGroup group) {
        var steps =
                engine.submitToAll(
                        new ScheduleCommand.RemoveGroup(
                                group.region(), group.account(), group.name()));
        return CompletableFuture.allOf(steps.toArray(CompletableFuture[]::new))
                .thenCompose(done -> {
                    boolean more =
                            steps.stream()
                                    .anyMatch(step ->
                                            ((ScheduleReply.Removed) step.resultNow()).more());
                    return more ? emptied(group) : CompletableFuture.completedFuture(null);
                });
    }
}
