package dev.hikyaku.broker.schedules;

import dev.hikyaku.broker.OwnEvents;
import dev.hikyaku.broker.push.Pushes;
import dev.hikyaku.engine.Engine;
import dev.hikyaku.model.Arn;
import dev.hikyaku.schedule.Expression;
import dev.hikyaku.schedule.Rate;
import dev.hikyaku.schedule.Schedule;
import dev.hikyaku.schedule.ScheduleCommand;
import dev.hikyaku.schedule.ScheduleName;
import dev.hikyaku.schedule.ScheduleReply;
import dev.hikyaku.schedule.StoredSchedule;
import dev.hikyaku.schedule.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Schedules: made, changed, deleted, read. Thread-safe. */
public final class Schedules {
    /** How often {@link #sweep} is to be called. */
    public static final Duration SWEEP = Duration.ofHours(1);

    /** A part of a list, and the name behind which the next one begins; null at the end. */
    public record Part(List<StoredSchedule> schedules, @Nullable ScheduleName next) {}

    private final Engine engine;
    private final LongSupplier clock;
    private final Groups groups;
    private final TargetQueues queues;

    /**
     * Opens what is there.
     *
     * @param calls made on the event loop that uses it
     * @param events told of firings that failed for good
     */
    public Schedules(
            Engine engine,
            Pushes pushes,
            LongSupplier clock,
            Supplier<TargetCalls> calls,
            OwnEvents events) {
        this.engine = engine;
        this.clock = clock;
        this.queues = new TargetQueues(engine, pushes, clock, calls, events);
        this.groups = new Groups(engine, clock);
    }

    /** Drains the queues of targets that are there, and goes on deleting groups. */
    public void start() {
        queues.start();
        groups.start();
    }

    /** Removes the internal queues of targets that were idle since the last call. */
    public CompletableFuture<Void> sweep() {
        return queues.sweep();
    }

    public Groups groups() {
        return groups;
    }

    /** Makes or changes a schedule; see {@link ScheduleCommand.Put}. */
    public CompletableFuture<StoredSchedule> put(
            ScheduleName name,
            Schedule schedule,
            ScheduleCommand.Expecting expecting,
            @Nullable String clientToken) {
        return groups.requireActive(name.region(), name.account(), name.group())
                .thenCompose(group -> store(name, schedule, expecting, clientToken))
                .thenCompose(this::unlessItsGroupIsGone);
    }

    /** The group may have been deleted, and emptied, while the schedule was on its way. */
    private CompletableFuture<StoredSchedule> unlessItsGroupIsGone(StoredSchedule stored) {
        ScheduleName name = stored.name();
        if (groups.active(name.region(), name.account(), name.group())) {
            return CompletableFuture.completedFuture(stored);
        }
        return engine.submit(name, new ScheduleCommand.Remove(name))
                .handle((reply, gone) -> null)
                .thenCompose(
                        done -> groups.requireActive(name.region(), name.account(), name.group()))
                .thenApply(group -> stored);
    }

    private CompletableFuture<StoredSchedule> store(
            ScheduleName name,
            Schedule schedule,
            ScheduleCommand.Expecting expecting,
            @Nullable String clientToken) {
        var put = new ScheduleCommand.Put(name, schedule, expecting, clientToken);
        return queues.ready(name.region(), name.account())
                .thenCompose(done -> engine.submit(name, put))
                .thenApply(Schedules::stored);
    }

    private static StoredSchedule stored(ScheduleReply reply) {
        return ((ScheduleReply.Stored) reply).schedule();
    }

    /** The schedule; fails if there is none. */
    public CompletableFuture<StoredSchedule> get(ScheduleName name) {
        return groups.require(name.region(), name.account(), name.group())
                .thenCompose(group -> engine.submit(name, new ScheduleCommand.Get(name)))
                .thenApply(Schedules::stored);
    }

    /** Takes a schedule away; fails if there is none. */
    public CompletableFuture<Void> remove(ScheduleName name) {
        return groups.require(name.region(), name.account(), name.group())
                .thenCompose(group -> engine.submit(name, new ScheduleCommand.Remove(name)))
                .thenAccept(reply -> {});
    }

    /** A part of a list, of all partitions: at most as many as its limit, and maybe fewer. */
    public CompletableFuture<Part> list(ScheduleCommand.List list) {
        var parts = engine.submitToAll(list);
        return CompletableFuture.allOf(parts.toArray(CompletableFuture[]::new))
                .thenApply(done ->
                        merged(
                                parts.stream()
                                        .map(part -> (ScheduleReply.Listed) part.resultNow())
                                        .toList(),
                                list.limit()));
    }

    /** What all partitions have told of is complete up to the first of their ends. */
    private static Part merged(List<ScheduleReply.Listed> parts, int limit) {
        ScheduleName end = null;
        var all = new ArrayList<StoredSchedule>();
        for (ScheduleReply.Listed part : parts) {
            all.addAll(part.schedules());
            ScheduleName upTo = part.upTo();
            if (upTo != null && (end == null || upTo.compareTo(end) < 0)) {
                end = upTo;
            }
        }
        ScheduleName last = end;
        List<StoredSchedule> known =
                all.stream()
                        .filter(each -> last == null || each.name().compareTo(last) <= 0)
                        .sorted(Comparator.comparing(StoredSchedule::name))
                        .toList();
        if (known.size() > limit) {
            List<StoredSchedule> page = known.subList(0, limit);
            return new Part(page, page.getLast().name());
        }
        return new Part(known, end);
    }

    // --- rules of event buses

    /**
     * Fires a rule of an event bus by its ScheduleExpression, {@code rate} or {@code cron} in UTC,
     * through {@link TargetCalls.Rules}. A rate fires for the first time when it is over once.
     * Nothing happens if it is as it was.
     */
    public CompletableFuture<Void> putRule(String ruleArn, String expression, boolean enabled) {
        ScheduleName name = ruleName(ruleArn);
        return engine.submit(name, new ScheduleCommand.Get(name))
                .handle((reply, missing) -> reply == null ? null : stored(reply).schedule())
                .thenCompose(before ->
                        before != null
                                        && before.expression().equals(expression)
                                        && before.disabled() != enabled
                                ? CompletableFuture.completedFuture(null)
                                : store(
                                                name,
                                                rule(ruleArn, expression, enabled),
                                                ScheduleCommand.Expecting.ANY,
                                                null)
                                        .thenAccept(stored -> {}));
    }

    private Schedule rule(String ruleArn, String expression, boolean enabled) {
        Long start =
                Expression.parse(expression) instanceof Rate rate
                        ? clock.getAsLong() + rate.period()
                        : null;
        return new Schedule(
                expression,
                null,
                start,
                null,
                0,
                !enabled,
                false,
                null,
                null,
                new Target(ruleArn, "", null, null, null, null, null, null, null));
    }

    /** The rule fires no more. Nothing happens if it never did. */
    public CompletableFuture<Void> removeRule(String ruleArn) {
        ScheduleName name = ruleName(ruleArn);
        return engine.submit(name, new ScheduleCommand.Remove(name))
                .handle((reply, missing) -> null);
    }

    private static ScheduleName ruleName(String ruleArn) {
        Arn arn = Arn.parse(ruleArn);
        if (arn == null) {
            throw new IllegalArgumentException(ruleArn + " is not the ARN of a rule");
        }
        return new ScheduleName(
                arn.region(), arn.account(), ScheduleName.INTERNAL_GROUP, arn.resource());
    }
}
