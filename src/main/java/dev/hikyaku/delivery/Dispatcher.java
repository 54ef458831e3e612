package dev.hikyaku.delivery;

import dev.hikyaku.delivery.endpoint.Answer;
import dev.hikyaku.delivery.endpoint.Outcome;
import dev.hikyaku.delivery.endpoint.Target;
import dev.hikyaku.delivery.settings.WorkerSettings;
import dev.hikyaku.delivery.source.Message;
import dev.hikyaku.delivery.source.Refusal;
import dev.hikyaku.delivery.source.Source;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What happens to a message between its receive and its settlement. Belongs to the loop.
 *
 * <p>received, then waiting until there is a place, then running, then settled: deleted, or visible
 * again after a back-off, or dead. What cannot be started (the target is down, or the worker
 * drains) is given back at once.
 */
final class Dispatcher implements Lane.Listener {
    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);

    private final Loop loop;
    private final WorkerSettings settings;
    private final Target target;
    private final Verdicts verdicts;
    private final Tally tally;
    private final Tracing tracing;
    private final @Nullable ShardFilter shard;
    private final TokenBucket rate;
    private final Credit credit;
    private final Ceiling ceiling;
    private final Order order;
    private final Intake intake;
    private final Heartbeat heartbeat;
    private final FailureLog failedSettlements;
    private final List<Lane> lanes;
    private final Set<Held> held = new LinkedHashSet<>();
    private final Consumer<Outcome> observer;
    private final Runnable changed;
    private boolean receiving;
    private Loop.@Nullable Timer window;

    /**
     * @param sources one a queue, in the order of the settings
     * @param room for messages, with other workers
     * @param observer hears how each delivery ended before the next one is started
     * @param changed is called whenever {@link #idle} may have come true
     */
    Dispatcher(
            Loop loop,
            WorkerSettings settings,
            List<Source> sources,
            Target target,
            Room room,
            Backoff backoff,
            Tally tally,
            Tracing tracing,
            Consumer<Outcome> observer,
            Runnable changed) {
        this.loop = loop;
        this.settings = settings;
        this.target = target;
        this.tally = tally;
        this.tracing = tracing;
        this.observer = observer;
        this.changed = changed;
        this.verdicts = new Verdicts(loop, settings, backoff);
        this.ceiling =
                new Ceiling(
                        loop, settings.flow(), settings.breaker().slowStart(), this::ceilingMoved);
        WorkerSettings.Sharding sharding = settings.sharding();
        this.shard = sharding == null ? null : new ShardFilter(sharding);
        this.rate = new TokenBucket(loop, settings.flow().rate());
        this.credit = new Credit(room.share(), ceiling.now(), settings.batch().size(), rate);
        this.heartbeat = new Heartbeat(loop, settings.visibility(), tally, held);
        this.failedSettlements = new FailureLog(loop, LOG);
        this.lanes = lanes(sources);
        this.order = Order.of(settings.flow());
        this.intake = new Intake(loop, credit, lanes, order);
        tally.held(0, 0, credit.limit());
    }

    private List<Lane> lanes(List<Source> sources) {
        var terms =
                new Receiver.Terms(
                        settings.name(), settings.visibility().timeout(), sources.size() == 1);
        var made = new ArrayList<Lane>();
        for (int i = 0; i < sources.size(); i++) {
            made.add(
                    new Lane(
                            loop,
                            sources.get(i),
                            settings.queues().get(i),
                            terms,
                            credit,
                            settings.flow().groupConcurrency(),
                            this));
        }
        return List.copyOf(made);
    }

    // --- how much

    /** Takes messages from now on. */
    void resume() {
        receiving = true;
        intake.resume();
        lanes.forEach(lane -> lane.settler.giveBack());
    }

    /** Takes no messages any more, and gives back those whose delivery was not started. */
    void pause() {
        receiving = false;
        intake.pause();
        credit.lead().lose();
        for (Lane lane : lanes) {
            lane.clear().forEach(this::giveBack);
        }
    }

    /** One delivery at a time finds out whether the target is there. */
    void tryOne() {
        ceiling.tryOne();
        credit.limit(ceiling.now());
    }

    /** The target is there, and gets all at once or more and more. */
    void rise(boolean slowly) {
        ceiling.rise(slowly);
        ceilingMoved();
    }

    void concurrency(int changedTo) {
        ceiling.concurrency(changedTo);
        ceilingMoved();
    }

    void rate(double changedTo) {
        rate.rate(changedTo);
        intake.fillSoon();
    }

    private void ceilingMoved() {
        credit.limit(ceiling.now());
        startWaiting();
        intake.fillSoon();
    }

    void stop() {
        ceiling.stop();
        credit.room().end();
        failedSettlements.flush();
        verdicts.flushLogs();
    }

    /** Whether nothing is held, under way or unsettled. */
    boolean idle() {
        return running() == 0
                && credit.waiting() == 0
                && credit.unsettled() == 0
                && lanes.stream().allMatch(lane -> lane.receiver.idle());
    }

    int running() {
        return credit.running();
    }

    int unsettled() {
        return credit.unsettled();
    }

    List<Job> jobs() {
        return held.stream().map(this::job).toList();
    }

    private Job job(Held message) {
        return new Job(
                message.message.id(),
                message.lane.queue(),
                message.message.groupId(),
                message.message.receiveCount(),
                loop.nowMillis() - message.receivedAtMillis,
                message.running);
    }

    /** When a receive of any queue last ended well. From any thread. */
    long wellAtMillis() {
        return lanes.stream().mapToLong(lane -> lane.receiver.wellAtMillis()).max().orElseThrow();
    }

    // --- messages

    @Override
    public void received(Lane lane, List<Message> messages) {
        tally.received(lane.queue(), messages);
        int ours = 0;
        for (Message message : messages) {
            var arrived = new Held(lane, message, loop.nowMillis());
            if (receiving && (shard == null || shard.ours(message))) {
                ours++;
                hold(arrived);
            } else {
                giveBack(arrived);
            }
        }
        if (ours == 0 && receiving) {
            lane.receiver.leaveToOthers();
        }
        startWaiting();
    }

    private void hold(Held message) {
        held.add(message);
        credit.room().take(message.message.bytes());
        heartbeat.start();
        message.lane.add(message);
    }

    private void startWaiting() {
        while (credit.place()) {
            Lane lane = nextReady();
            if (lane == null) {
                break;
            }
            start(lane, lane.take(settings.batch().size()));
        }
        tally.held(credit.running(), credit.waiting(), credit.limit());
    }

    private @Nullable Lane nextReady() {
        if (lanes.size() == 1) {
            return ready(lanes.getFirst()) ? lanes.getFirst() : null;
        }
        List<Lane> ready = lanes.stream().filter(this::ready).toList();
        return ready.isEmpty() ? null : order.start(ready);
    }

    /** Whether a queue has a batch that is full, or has waited long enough, and a place for it. */
    private boolean ready(Lane lane) {
        Held first = lane.first();
        if (first == null || !lane.credit.place()) {
            return false;
        }
        if (lane.startable() >= settings.batch().size()) {
            return true;
        }
        long left =
                first.receivedAtMillis + settings.batch().window().toMillis() - loop.nowMillis();
        if (left > 0 && window == null) {
            window = loop.after(left, this::windowOver);
        }
        return left <= 0;
    }

    private void windowOver() {
        window = null;
        startWaiting();
    }

    private void start(Lane lane, List<Held> batch) {
        lane.credit.starts();
        batch.forEach(message -> message.running = true);
        long startedAtNanos = System.nanoTime();
        deliver(batch)
                .onComplete(
                        answer -> ended(lane, batch, answer, startedAtNanos),
                        failure ->
                                ended(
                                        lane,
                                        batch,
                                        Answer.of(new Outcome.Failed(Failures.text(failure))),
                                        startedAtNanos));
    }

    private Future<Answer> deliver(List<Held> batch) {
        List<Message> messages =
                batch.size() == 1
                        ? List.of(batch.getFirst().message)
                        : batch.stream().map(each -> each.message).toList();
        Tracing.Span span = tracing.start(messages);
        return request(messages, span.headers()).onSuccess(answer -> span.end(answer.outcome()));
    }

    private Future<Answer> request(List<Message> messages, Map<String, String> headers) {
        try {
            return target.deliver(messages, headers);
        } catch (RuntimeException e) {
            LOG.error("Messages could not be sent to worker {}", settings.name(), e);
            return Future.succeededFuture(Answer.of(new Outcome.Failed(Failures.text(e))));
        }
    }

    private void ended(Lane lane, List<Held> batch, Answer answer, long startedAtNanos) {
        long latencyNanos = System.nanoTime() - startedAtNanos;
        ceiling.learn(latencyNanos, credit.running(), answer.outcome().overloaded());
        lane.credit.ends(batch.size());
        credit.limit(ceiling.now());
        for (Held message : batch) {
            ended(message, answer.outcome(message.message.id()), latencyNanos);
        }
        observer.accept(answer.outcome());
        startWaiting();
        intake.fillSoon();
        changed.run();
    }

    private void ended(Held message, Outcome outcome, long latencyNanos) {
        tally.ended(message.message, outcome, latencyNanos);
        GroupLine group = message.group;
        if (group != null && !message.lane.source.fifo()) {
            message.lane.over(group);
        }
        if (group != null
                && message.lane.source.fifo()
                && !(outcome instanceof Outcome.Delivered)) {
            message.lane.abandon(group).forEach(this::giveBack);
            message.lane.receiver.careful();
        }
        settle(message, verdicts.of(message, outcome));
    }

    private void giveBack(Held message) {
        tally.returned(message.lane.queue());
        settle(
                message,
                new Settlement.Release(message.message.id(), message.message.handle(), null));
    }

    @Override
    public void pollEnded() {
        lanes.forEach(lane -> lane.settler.giveBack());
        intake.fillSoon();
        changed.run();
    }

    // --- settlements

    private void settle(Held message, Settlement settlement) {
        Lane lane = message.lane;
        if (held.remove(message)) {
            credit.room().giveBack(message.message.bytes());
        }
        lane.credit.settles();
        heartbeat.after(message, () -> lane.settler.settle(settlement));
    }

    @Override
    public void settled(Lane lane, Settlement settlement, @Nullable Refusal refusal) {
        boolean full = lane.credit.settled();
        if (refusal != null) {
            failedSettlements.add(() -> unsettledText(lane, settlement, refusal));
            if (settlement instanceof Settlement.Bury bury) {
                lane.credit.settles();
                lane.settler.settle(verdicts.unburied(bury));
                return;
            }
        } else if (settlement instanceof Settlement.Bury) {
            tally.buried(lane.queue());
        }
        releaseGroup(lane, settlement, refusal);
        if (full) {
            intake.fillSoon();
        }
        changed.run();
    }

    /** The next of a FIFO queue's group starts when those before are settled, and not otherwise. */
    private void releaseGroup(Lane lane, Settlement settlement, @Nullable Refusal refusal) {
        GroupLine group = settlement.group();
        if (group == null) {
            return;
        }
        if (refusal != null) {
            lane.abandon(group).forEach(this::giveBack);
        }
        lane.over(group);
        startWaiting();
    }

    private String unsettledText(Lane lane, Settlement settlement, Refusal refusal) {
        return "Worker %s: message %s of %s %s (%s); it comes again"
                .formatted(
                        settings.name(),
                        settlement.messageId(),
                        lane.queue(),
                        settlement.failed(),
                        refusal.reason());
    }
}
