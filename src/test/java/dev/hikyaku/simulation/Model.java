package dev.hikyaku.simulation;

import dev.hikyaku.definition.DefinitionReply;
import dev.hikyaku.engine.Call;
import dev.hikyaku.engine.PartitionCommand;
import dev.hikyaku.journal.JournalCommand;
import dev.hikyaku.model.ErrorCode;
import dev.hikyaku.model.Reply;
import dev.hikyaku.model.ServiceException;
import dev.hikyaku.queue.QueueCommand;
import dev.hikyaku.queue.QueueReply;
import dev.hikyaku.queue.Transit;
import dev.hikyaku.schedule.ScheduleCommand;
import dev.hikyaku.schedule.ScheduleReply;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The reference model: plain collections that follow what is on disk. It is told of each step of a
 * partition once that is certain to stay, with the answers that were given, and says whether the
 * engine may have answered so. Nothing of it is ever taken back.
 */
final class Model {
    private static final long PURGE_INTERVAL_MILLIS = 60_000;

    private final Checks checks;
    private final Map<String, QueueSpec> specs;
    private final Map<Long, ModelQueue> queues = new TreeMap<>();
    private final Map<String, ModelQueue> byArn = new HashMap<>();
    private final Map<Integer, List<Call>> waiting = new HashMap<>();
    private final Map<String, DefinitionReply.Stored> definitions = new TreeMap<>();
    private final Set<String> archived = new HashSet<>();

    private final ModelReceives receives;
    private final ModelSettlements settlements;
    private final ModelBroadcasts broadcasts;
    private final ModelSends sends;
    private final ModelTransits transits;
    private final ModelSchedules schedules;

    Model(Checks checks, Map<String, QueueSpec> specs, ModelSchedules schedules) {
        this.checks = checks;
        this.specs = specs;
        this.schedules = schedules;
        this.receives = new ModelReceives(checks);
        this.settlements = new ModelSettlements(checks, receives);
        this.broadcasts = new ModelBroadcasts(checks);
        this.sends = new ModelSends(checks, receives, broadcasts);
        this.transits = new ModelTransits(checks, byArn, sends);
    }

    ModelSchedules schedules() {
        return schedules;
    }

    /** The queue of a name, or null. */
    @Nullable ModelQueue queue(String name) {
        return byArn.get(QueueSpec.arn(name).toString());
    }

    List<ModelQueue> queues() {
        return List.copyOf(queues.values());
    }

    Set<String> archived() {
        return archived;
    }

    Map<String, DefinitionReply.Stored> definitions() {
        return definitions;
    }

    void acknowledged(List<String> subscribers, String body) {
        broadcasts.acknowledged(subscribers, body, byArn);
    }

    /** Those that wait are gone, with their process. */
    void processEnded() {
        waiting.clear();
    }

    /** Nothing is under way any more. */
    void requireRest() {
        transits.requireRest();
    }

    /** Everything was taken out of everywhere. */
    void requireEnd() {
        broadcasts.finish(byArn);
    }

    // --- a step

    /**
     * Follows a step.
     *
     * @param served the receives that were answered after they had waited, in their order
     */
    void follow(Step step, List<Call> served) {
        List<Transit> posted = step.transits();
        Trace.step(step, served, posted);
        var dead = new DeadLetters(checks, posted);
        for (Call call : step.calls()) {
            if (call.waits()) {
                waiting(step.partition()).add(call);
            } else {
                apply(call, step.now(), dead);
            }
        }
        promote(step);
        transits.move(posted, step.now());
        for (Call call : served) {
            if (call.waits() && call.answer() instanceof QueueReply.Received received) {
                serve(call, received, step.now(), dead);
            }
        }
        lookedByWaiting(step.partition(), dead);
        dead.requireReasons();
        transits.depart(step, posted, dead);
        schedules.fired(step.partition(), posted, step.now());
        requireServed(step);
    }

    /** A receive that waits has looked at the queue, too, if it found nothing. */
    private void lookedByWaiting(int partition, DeadLetters dead) {
        for (Call call : waiting(partition)) {
            ModelQueue queue = queues.get(((QueueCommand.Receive) call.command()).queue());
            if (queue != null) {
                dead.mayLeave(queue, false);
            }
        }
    }

    private void promote(Step step) {
        for (ModelQueue queue : queues.values()) {
            if (partitionOf(queue) == step.partition()) {
                queue.promote(step.now());
            }
        }
    }

    private static int partitionOf(ModelQueue queue) {
        return (int) (queue.id >>> 48);
    }

    private void serve(Call call, QueueReply.Received received, long now, DeadLetters dead) {
        var command = (QueueCommand.Receive) call.command();
        ModelQueue queue = queues.get(command.queue());
        boolean gone = queue == null;
        checks.require(
                !gone || received.messages().isEmpty(), Invariant.REPLY, "from nowhere:", call);
        if (queue != null && !received.messages().isEmpty()) {
            receives.receive(queue, command, received.messages(), now, dead);
        }
    }

    /** Nobody was sent away while there was something. */
    private void requireServed(Step step) {
        List<Call> here = waiting(step.partition());
        for (Call call : here) {
            if (call.answer() instanceof QueueReply.Received received
                    && received.messages().isEmpty()) {
                requireNothingFor(call, step.now());
            }
        }
        here.removeIf(call -> call.reply().isDone() || call.cancelled());
    }

    private List<Call> waiting(int partition) {
        return waiting.computeIfAbsent(partition, number -> new ArrayList<>());
    }

    /** Nobody waits for what is there; nothing more happens by itself at this time. */
    void requireNobodyWaits(int partition, long now) {
        waiting(partition).stream()
                .filter(call -> !call.reply().isDone() && !call.cancelled())
                .forEach(call -> requireNothingFor(call, now));
    }

    private void requireNothingFor(Call call, long now) {
        ModelQueue queue = queues.get(((QueueCommand.Receive) call.command()).queue());
        if (queue != null) {
            checks.require(
                    queue.deliverable(now).isEmpty(),
                    Invariant.LONG_POLL,
                    "a receive waits for",
                    queue.deliverable(now),
                    "at",
                    now,
                    queue.spec.name());
        }
    }

    // --- a call

    private void apply(Call call, long now, DeadLetters dead) {
        if (call.failure() instanceof ServiceException refusal) {
            if (refusal.code() != ErrorCode.INTERNAL_FAILURE
                    && refusal.code() != ErrorCode.SERVICE_UNAVAILABLE) {
                refused(call, refusal, now);
            }
            return;
        }
        Reply reply = call.answer();
        checks.require(reply != null, Invariant.REPLY, "was not answered:", call);
        switch (call.command()) {
            case QueueCommand command -> apply(command, Objects.requireNonNull(reply), now, dead);
            case ScheduleCommand command -> schedules.apply(command, (ScheduleReply) reply, now);
            case PartitionCommand.Accept accept -> transits.accept(call.partition(), accept, now);
            case JournalCommand.Append append ->
                    archived.add(new String(append.data(), StandardCharsets.UTF_8));
            default -> {
                if (reply instanceof DefinitionReply.Stored stored) {
                    definitions.put(stored.definition().key().toString(), stored);
                } else if (reply instanceof DefinitionReply.Removed removed) {
                    definitions.remove(removed.key().toString());
                }
            }
        }
    }

    private void apply(QueueCommand command, Reply reply, long now, DeadLetters dead) {
        if (command instanceof QueueCommand.Create create) {
            created(create, ((QueueReply.Defined) reply).queue().id());
            return;
        }
        ModelQueue queue = queues.get(Commands.queue(command));
        checks.require(queue != null, Invariant.REPLY, "there is no queue for", command);
        if (queue != null) {
            apply(queue, command, reply, now, dead);
        }
    }

    private void apply(
            ModelQueue queue, QueueCommand command, Reply reply, long now, DeadLetters dead) {
        switch (command) {
            case QueueCommand.Send send ->
                    sends.send(queue, send.messages(), ((QueueReply.Sent) reply).messages(), now);
            case QueueCommand.Receive receive ->
                    receives.receive(
                            queue, receive, ((QueueReply.Received) reply).messages(), now, dead);
            case QueueCommand.DeleteMessages delete ->
                    settlements.delete(
                            queue,
                            delete.handles(),
                            ((QueueReply.Outcomes) reply).errors(),
                            now,
                            dead);
            case QueueCommand.ChangeVisibility change ->
                    settlements.changeVisibility(
                            queue, change.changes(), ((QueueReply.Outcomes) reply).errors(), now);
            case QueueCommand.Release release ->
                    settlements.release(
                            queue, release.handles(), ((QueueReply.Outcomes) reply).errors(), now);
            case QueueCommand.Bury bury ->
                    settlements.bury(
                            queue,
                            bury.burials(),
                            ((QueueReply.Outcomes) reply).errors(),
                            now,
                            dead);
            case QueueCommand.Count count ->
                    requireCounts(queue, (QueueReply.Counts) reply, now, dead);
            case QueueCommand.Purge purge -> {
                checks.require(!purging(queue, now), Invariant.REPLY, "purged twice", queue.spec);
                queue.clear();
                queue.purgedAt = now;
            }
            case QueueCommand.Delete delete -> {
                queues.remove(queue.id);
                byArn.remove(queue.arn);
            }
            case QueueCommand.SetAttributes set ->
                    queue.delaySeconds = Integer.parseInt(set.attributes().get("DelaySeconds"));
            case QueueCommand.StartMove start -> {
                queue.promote(now);
                queue.moving = true;
                queue.moved = 0;
            }
            case QueueCommand.ListMoves list -> requireMoved(queue, (QueueReply.MoveTasks) reply);
            case QueueCommand.CancelMove cancel -> queue.moving = false;
            case QueueCommand.Create create -> throw new IllegalStateException("handled before");
            case QueueCommand.Redefine redefine -> {}
            case QueueCommand.Tick tick -> {}
        }
    }

    private void created(QueueCommand.Create create, long id) {
        QueueSpec spec = Objects.requireNonNull(specs.get(create.arn().name()));
        ModelQueue before = byArn.get(create.arn().toString());
        checks.require(
                before == null || before.id == id, Invariant.REPLY, "made twice:", create, id);
        if (before == null) {
            var queue = new ModelQueue(id, spec);
            queues.put(id, queue);
            byArn.put(queue.arn, queue);
        }
    }

    private static boolean purging(ModelQueue queue, long now) {
        return queue.purgedAt > 0 && now - queue.purgedAt < PURGE_INTERVAL_MILLIS;
    }

    private void refused(Call call, ServiceException refusal, long now) {
        if (call.command() instanceof ScheduleCommand schedule) {
            schedules.apply(schedule, null, now);
            return;
        }
        QueueCommand command = (QueueCommand) call.command();
        if (command instanceof QueueCommand.Create create) {
            boolean differs = differs(byArn.get(create.arn().toString()), create);
            checks.require(differs, Invariant.REPLY, create, "was refused:", refusal, "at", now);
            return;
        }
        ModelQueue queue = queues.get(Commands.queue(command));
        boolean right =
                queue == null
                        ? refusal.code() == ErrorCode.QUEUE_DOES_NOT_EXIST
                        : switch (command) {
                            case QueueCommand.Purge purge -> purging(queue, now);
                            case QueueCommand.Bury bury -> queue.spec.max() == 0;
                            case QueueCommand.StartMove start -> queue.moving;
                            case QueueCommand.CancelMove cancel -> true;
                            default -> false;
                        };
        checks.require(right, Invariant.REPLY, command, "was refused:", refusal, "at", now);
    }

    /**
     * Whether the queue has been changed since it was made, so that it is not the one asked for.
     */
    private static boolean differs(@Nullable ModelQueue queue, QueueCommand.Create asked) {
        String delay = asked.attributes().get("DelaySeconds");
        return queue != null && delay != null && queue.delaySeconds != Integer.parseInt(delay);
    }

    private void requireCounts(
            ModelQueue queue, QueueReply.Counts counts, long now, DeadLetters dead) {
        queue.promote(now);
        long ready = 0;
        long passing = dead.tookFrom(queue);
        long inFlight = 0;
        long delayed = 0;
        for (ModelMessage message : queue.messages) {
            switch (message.state) {
                case DELAYED -> delayed++;
                case IN_FLIGHT -> inFlight++;
                case READY -> {
                    if (queue.expired(message, now) || queue.exhausted(message)) {
                        passing++;
                    } else {
                        ready++;
                    }
                }
            }
        }
        checks.require(
                counts.inFlight() == inFlight
                        && counts.delayed() == delayed
                        && counts.ready() >= ready
                        && counts.ready() <= ready + passing,
                Invariant.COUNTS,
                queue.spec.name(),
                "says",
                counts,
                "at",
                now,
                "of",
                queue.messages);
    }

    private void requireMoved(ModelQueue queue, QueueReply.MoveTasks tasks) {
        if (tasks.tasks().isEmpty()) {
            return;
        }
        var task = tasks.tasks().getFirst();
        checks.require(
                task.moved() == queue.moved,
                Invariant.MOVED_ONCE,
                "the task says",
                task,
                "and there were",
                queue.moved);
        queue.moving &= task.status() == dev.hikyaku.queue.MoveTask.Status.RUNNING;
    }
}
