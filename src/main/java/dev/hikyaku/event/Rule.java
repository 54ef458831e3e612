package dev.hikyaku.event;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A rule with its targets.
 *
 * @param state {@code ENABLED}, {@code DISABLED} or {@code
 *     ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS}
 */
public record Rule(
        @Nullable String eventPattern,
        @Nullable String scheduleExpression,
        String state,
        @Nullable String description,
        @Nullable String roleArn,
        List<Target> targets,
        Map<String, String> tags) {
    /** Targets that a rule may have. */
    public static final int TARGETS_MAX = 5;

    public static final String ENABLED = "ENABLED";
    public static final String DISABLED = "DISABLED";
    public static final List<String> STATES =
            List.of(ENABLED, DISABLED, "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS");

    public Rule {
        targets = targets == null ? List.of() : List.copyOf(targets);
        tags = tags == null ? Map.of() : Map.copyOf(tags);
    }

    public boolean enabled() {
        return !state.equals(DISABLED);
    }

    public Rule withState(String changed) {
        return new Rule(
                eventPattern, scheduleExpression, changed, description, roleArn, targets, tags);
    }

    public Rule withTags(Map<String, String> changed) {
        return new Rule(
                eventPattern, scheduleExpression, state, description, roleArn, targets, changed);
    }

    /**
     * With more targets; those that have the id of one that is there take its place.
     *
     * @throws dev.hikyaku.model.ServiceException (LimitExceededException) if they would be more
     *     than 5
     */
    public Rule with(List<Target> more) {
        var all = new ArrayList<>(targets);
        for (Target target : more) {
            int at = indexOf(all, target.id());
            if (at < 0) {
                all.add(target);
            } else {
                all.set(at, target);
            }
        }
        if (all.size() > TARGETS_MAX) {
            throw EventError.tooMany();
        }
        return withTargets(all);
    }

    private static int indexOf(List<Target> targets, String id) {
        return targets.stream().map(Target::id).toList().indexOf(id);
    }

    /** Without the targets of these ids. */
    public Rule without(Collection<String> ids) {
        return withTargets(targets.stream().filter(target -> !ids.contains(target.id())).toList());
    }

    private Rule withTargets(List<Target> changed) {
        return new Rule(
                eventPattern, scheduleExpression, state, description, roleArn, changed, tags);
    }
}
