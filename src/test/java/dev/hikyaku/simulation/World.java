package dev.hikyaku.simulation;

import dev.hikyaku.broker.buses.SimulatedBus;
import dev.hikyaku.broker.push.QueueSender;
import dev.hikyaku.broker.topics.SimulatedTopics;
import dev.hikyaku.definition.DefinitionMachine;
import dev.hikyaku.engine.Call;
import dev.hikyaku.engine.SingleThreadedEngine;
import dev.hikyaku.engine.SingleThreadedEngine.Carriage;
import dev.hikyaku.model.ErrorCode;
import dev.hikyaku.model.ServiceException;
import dev.hikyaku.queue.QueueReply;
import dev.hikyaku.schedule.MissedFirings;
import dev.hikyaku.schedule.ScheduleName;
import dev.hikyaku.store.Outbox;
import dev.hikyaku.store.SimulatedDisk;
import dev.hikyaku.store.StoreException;
import dev.hikyaku.store.Transaction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * A machine with a disk, a clock and a process on it, all moved by hand. A partition has one group
 * at a time that waits for the disk, as in production.
 */
final class World {
    /** Who hears of answers, and of the end of a process. */
    interface Listener {
        void answered(Call call);

        void processEnded();
    }

    private static final List<MissedFirings> POLICIES = List.of(MissedFirings.values());
    private static final long START = 1_700_000_000_000L;
    private static final int ROUNDS_MAX = 20_000;
    private static final int OUTBOX_MAX = 100_000;

    final Random random;
    final Checks checks = new Checks();
    final SimulatedDisk disk;
    final MissedFirings missed;
    final Model model;
    private final EngineLog log;
    private final int partitions;
    private final long[] times;
    private final long[] durableTimes;
    private final long[] outbox;
    private final @Nullable Step[] open;
    private final List<Runnable> acknowledged = new ArrayList<>();
    private Listener listener = new Nobody();
    private boolean calm = true;
    private int slow;
    SingleThreadedEngine engine;
    SimulatedTopics topics;
    SimulatedBus bus;
    int generation;
    long clock = START;

    private record Nobody() implements Listener {
        @Override
        public void answered(Call call) {}

        @Override
        public void processEnded() {}
    }

    World(Random random, SimulatedDisk disk, Topology topology, EngineLog log) {
        this.random = random;
        this.disk = disk;
        this.log = log;
        this.partitions = 2 + random.nextInt(3);
        this.missed = POLICIES.get(random.nextInt(POLICIES.size()));
        this.times = new long[partitions];
        this.durableTimes = new long[partitions];
        this.outbox = new long[partitions];
        this.open = new Step[partitions];
        this.model =
                new Model(
                        checks,
                        topology.specs(),
                        new ModelSchedules(checks, missed, this::partitionOfSchedule));
        start();
    }

    static ScheduleName scheduleName(String name) {
        return new ScheduleName("eu-central-1", "000000000000", "default", name);
    }

    private int partitionOfSchedule(String name) {
        return engine.partitionOf(scheduleName(name).arn());
    }

    void listen(Listener toEverything) {
        listener = toEverything;
    }

    /** Faults may happen from now on, or not. */
    void calm(boolean wanted) {
        calm = wanted;
    }

    private void start() {
        generation++;
        engine =
                new SingleThreadedEngine(disk, partitions, missed, () -> clock, this::nextCarriage);
        var sender = new QueueSender(engine.catalog(), engine::submit);
        topics = new SimulatedTopics(engine.definitions(), sender);
        bus =
                new SimulatedBus(
                        engine.definitions(),
                        engine.journals(),
                        sender,
                        QueueSpec.arn(ModelBroadcasts.RETRIES));
        for (int p = 0; p < partitions; p++) {
            times[p] = durableTimes[p];
        }
        requireDefinitions();
    }

    private void requireDefinitions() {
        var found = new HashMap<String, String>();
        for (int p = 0; p < partitions; p++) {
            new DefinitionMachine(p)
                    .forEach(
                            new Transaction(disk.truth()),
                            each ->
                                    found.put(
                                            each.key().toString(),
                                            each.version() + Arrays.toString(each.json())));
        }
        var wanted = new HashMap<String, String>();
        model.definitions()
                .forEach((key, each) ->
                        wanted.put(
                                key,
                                each.definition().version()
                                        + Arrays.toString(each.definition().json())));
        checks.require(
                found.equals(wanted), Invariant.DEFINITIONS_KEPT, found.keySet(), wanted.keySet());
    }

    private Carriage nextCarriage() {
        int dice = calm ? 99 : random.nextInt(100);
        return switch (dice) {
            case 0, 1 -> Carriage.ARRIVES_TWICE;
            case 2, 3 -> Carriage.IS_LOST;
            case 4, 5 -> Carriage.ARRIVES_UNHEARD;
            default -> Carriage.ARRIVES;
        };
    }

    // --- what goes on

    int anyPartition() {
        return random.nextInt(partitions);
    }

    /** Applies what came into a partition, unless its last group is not on disk yet. */
    void step(int p) {
        if (open[p] != null) {
            disk.disarm();
            return;
        }
        times[p] = Math.max(times[p], clock);
        long before = disk.writes();
        boolean armed = disk.armed();
        List<Call> calls = engine.step(p);
        boolean hit = armed && !disk.armed();
        disk.disarm();
        log.requireNone(hit || engine.failed(p), checks);
        if (hit || engine.failed(p)) {
            requireNothingKept(calls);
            engine.takeAnswered(p).forEach(listener::answered);
            return;
        }
        boolean wrote = disk.writes() > before;
        var step =
                new Step(
                        p,
                        times[p],
                        calls,
                        wrote ? posted(p) : List.of(),
                        wrote ? disk.unsynced() - 1 : -1);
        if (wrote || calls.stream().anyMatch(call -> !call.waits() && !call.reply().isDone())) {
            open[p] = step;
        } else {
            follow(step);
        }
    }

    private List<Outbox.Entry> posted(int p) {
        return Outbox.read(
                new Transaction(disk.truth()), p, outbox[p], OUTBOX_MAX, Integer.MAX_VALUE);
    }

    private void follow(Step step) {
        int p = step.partition();
        if (step.wrote()) {
            durableTimes[p] = step.now();
        }
        if (!step.posted().isEmpty()) {
            outbox[p] = step.posted().getLast().position();
        }
        List<Call> answered = engine.takeAnswered(p);
        model.follow(step, answered);
        answered.forEach(listener::answered);
    }

    /** Of a group that was dropped, nobody may be told that it is there. */
    private void requireNothingKept(List<Call> calls) {
        for (Call call : calls) {
            boolean kept =
                    call.answer() instanceof QueueReply.Sent
                            || call.answer() instanceof QueueReply.Outcomes;
            checks.require(
                    !kept, Invariant.NO_ACKNOWLEDGED_SEND_LOST, "acknowledged, not kept:", call);
        }
    }

    /** Something was said to be done; to be looked at when the model has followed. */
    void acknowledged(Runnable check) {
        acknowledged.add(check);
    }

    /** Syncs, unless the disk takes its time. */
    void sync() {
        if (slow > 0) {
            slow--;
            return;
        }
        engine.sync();
        log.requireNone(false, checks);
        for (int p = 0; p < partitions; p++) {
            Step step = open[p];
            open[p] = null;
            if (step != null) {
                follow(step);
            }
        }
        List<Runnable> due = List.copyOf(acknowledged);
        acknowledged.clear();
        due.forEach(Runnable::run);
    }

    boolean anyFailed() {
        for (int p = 0; p < partitions; p++) {
            if (engine.failed(p)) {
                return true;
            }
        }
        return false;
    }

    // --- faults

    void slowDisk(int syncs) {
        slow = syncs;
    }

    /** The power fails; some of the writes that were not synced are there afterwards. */
    void crash() {
        int kept = random.nextInt(disk.unsynced() + 1);
        Trace.say("crash, keeping " + kept + " of " + disk.unsynced());
        disk.lie();
        engine.sync(); // what the answers would have been
        for (int write = 0; write < kept; write++) {
            followKept(write);
        }
        end(kept);
    }

    private void followKept(int write) {
        for (int p = 0; p < partitions; p++) {
            Step step = open[p];
            if (step != null && step.write() == write) {
                int number = p;
                durableTimes[number] = step.now();
                if (!step.posted().isEmpty()) {
                    outbox[number] = step.posted().getLast().position();
                }
                model.follow(step, engine.takeAnswered(number));
            }
        }
    }

    private void end(int kept) {
        disk.crash(kept);
        Arrays.fill(open, null);
        acknowledged.clear();
        slow = 0;
        model.processEnded();
        listener.processEnded();
        start();
    }

    /** The disk refuses a sync: nothing of it may be acknowledged, nor anything after it. */
    void failSync() {
        disk.nextSync = new StoreException("I/O error, from the simulation");
        var unsynced = new ArrayList<Call>();
        for (int p = 0; p < partitions; p++) {
            Step step = open[p];
            if (step != null) {
                unsynced.addAll(step.calls());
            }
        }
        boolean needed = disk.unsynced() > 0;
        engine.sync();
        for (int p = 0; p < partitions && needed; p++) {
            unsynced.addAll(engine.step(p));
        }
        engine.sync();
        log.requireNone(true, checks);
        if (needed) {
            requireNothingKept(unsynced);
        }
        end(0);
    }

    /** The server stops in good order and starts again. */
    void restart() {
        slow = 0;
        sync();
        engine.releaseWaiting();
        sync();
        end(disk.unsynced());
    }

    // --- rest

    /** Lets everything happen that can at this time. */
    void settle() {
        boolean before = calm;
        calm = true;
        slow = 0;
        if (anyFailed()) {
            crash();
        }
        int rounds = 0;
        sync();
        while (!engine.idle(clock)) {
            engine.carryAgain();
            for (int p = 0; p < partitions; p++) {
                step(p);
            }
            sync();
            checks.require(++rounds < ROUNDS_MAX, Invariant.ENGINE_SOUND, "does not come to rest");
        }
        for (int p = 0; p < partitions; p++) {
            model.requireNobodyWaits(p, times[p]);
        }
        calm = before;
    }

    static boolean unavailable(Call call) {
        return call.failure() instanceof ServiceException refusal
                && (refusal.code() == ErrorCode.SERVICE_UNAVAILABLE
                        || refusal.code() == ErrorCode.INTERNAL_FAILURE);
    }
}
