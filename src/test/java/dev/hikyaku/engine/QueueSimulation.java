package dev.hikyaku.engine;

import dev.hikyaku.model.ErrorCode;
import dev.hikyaku.model.ServiceError;
import dev.hikyaku.model.ServiceException;
import dev.hikyaku.queue.QueueCommand;
import dev.hikyaku.queue.QueueDefinition;
import dev.hikyaku.queue.QueueReply;
import dev.hikyaku.queue.ReceiptHandle;
import dev.hikyaku.queue.ReceivedMessage;
import dev.hikyaku.store.CrashingStore;
import dev.hikyaku.store.FaultyStore;
import dev.hikyaku.store.StoreException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Random clients, a random clock, crashes, bugs and failing syncs against a few partitions, all
 * from one seed and on one thread. The {@link Ledger} holds the answers against the promises.
 */
final class QueueSimulation {
    private static final int HANDLES_MAX = 40;
    private static final int TRACE_MAX = 60;
    private static final Map<String, String> FIFO = Map.of("FifoQueue", "true");

    /** Something asked for, and what it means if the answer never comes. */
    private record Pending(Runnable lost) {}

    private record Held(String body, ReceiptHandle handle) {}

    private final Random random;
    private final Ledger ledger = new Ledger();
    private final Map<String, QueueDefinition> queues = new TreeMap<>();
    private final List<Held> handles = new ArrayList<>();
    private final Set<Pending> pending = new LinkedHashSet<>();
    private final Deque<String> trace = new ArrayDeque<>();
    private CrashingStore disk = new CrashingStore();
    private FaultyStore store = new FaultyStore(disk);
    private Partitions partitions;
    private long latest;
    private int bodies;
    private int drained;
    private @Nullable AssertionError violation;

    QueueSimulation(long seed) {
        random = new Random(seed);
        partitions = new Partitions(store, 1 + random.nextInt(3), Partitions.START);
        latest = partitions.clock;
        define("plain", Map.of());
        define("short", Map.of("MessageRetentionPeriod", "60"));
        define("dead", Map.of());
        define("once", Partitions.redrive("dead", 1));
        define("thrice", Partitions.redrive("dead", 3));
        define("returning", Partitions.redrive("nowhere", 2));
        define("dead.fifo", FIFO);
        define("ordered.fifo", FIFO);
        var redriven = new TreeMap<>(FIFO);
        redriven.putAll(Partitions.redrive("dead.fifo", 2));
        define("redriven.fifo", redriven);
    }

    private void define(String name, Map<String, String> attributes) {
        queues.put(name, partitions.define(name, attributes));
    }

    void run(int steps) {
        try {
            for (int i = 0; i < steps; i++) {
                act();
                requireNoViolation();
            }
            drain();
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError(e + "\n" + String.join("\n", trace), e);
        }
    }

    private void note(String event) {
        trace.add(event);
        if (trace.size() > TRACE_MAX) {
            trace.remove();
        }
    }

    private void act() {
        int dice = random.nextInt(1000);
        if (dice < 250) {
            send();
        } else if (dice < 450) {
            receive();
        } else if (dice < 560) {
            delete();
        } else if (dice < 620) {
            changeVisibility();
        } else if (dice < 632) {
            release();
        } else if (dice < 640) {
            bury();
        } else if (dice < 645) {
            purge();
        } else if (dice < 655) {
            passingQueue();
        } else if (dice < 780) {
            partitions.step(random.nextInt(partitions.count()));
        } else if (dice < 860) {
            partitions.sync();
        } else if (dice < 950) {
            passTime();
        } else if (dice < 960) {
            crash();
        } else if (dice < 970) {
            bug();
        } else if (dice < 973) {
            failSync();
        } else if (dice < 980) {
            restart();
        } else {
            checkCounts();
        }
    }

    // --- clients

    private QueueDefinition anyQueue() {
        return List.copyOf(queues.values()).get(random.nextInt(queues.size()));
    }

    /**
     * Asks for something.
     *
     * @param refused it surely had no effect
     * @param lost whether it had an effect is not known
     */
    private void ask(
            CompletableFuture<QueueReply> reply,
            Consumer<QueueReply> answered,
            Runnable refused,
            Runnable lost) {
        var entry = new Pending(lost);
        pending.add(entry);
        reply.whenComplete(
                        (answer, failure) -> {
                            if (!pending.remove(entry)) {
                                return; // asked of a process that has crashed since
                            }
                            if (failure == null) {
                                answered.accept(answer);
                            } else if (code(failure) == ErrorCode.SERVICE_UNAVAILABLE) {
                                lost.run();
                            } else {
                                refused.run();
                            }
                        })
                .exceptionally(this::violated);
    }

    private QueueReply violated(Throwable thrown) {
        if (Partition.cause(thrown) instanceof AssertionError error && violation == null) {
            violation = error;
        }
        return new QueueReply.Done();
    }

    private static @Nullable ServiceError code(Throwable failure) {
        return failure instanceof ServiceException e ? e.code() : null;
    }

    private void send() {
        QueueDefinition queue = anyQueue();
        String body = "m" + bodies++;
        int delay = random.nextInt(4) == 0 ? random.nextInt(20) : 0;
        note("send " + body + " to " + queue.arn().name() + " delay " + delay);
        boolean fifo = queue.arn().fifo();
        String group = fifo || random.nextInt(3) == 0 ? "g" + random.nextInt(4) : null;
        String id = fifo ? "d" + (bodies - random.nextInt(3)) : null;
        ledger.sending(body, queue, partitions.clock, delay, group, id);
        ask(
                partitions.submit(queue.id(), message(queue.id(), body, delay, group, id)),
                reply -> ledger.sent(body, ((QueueReply.Sent) reply).messages().getFirst()),
                () -> ledger.notSent(body),
                () -> ledger.maybeSent(body));
    }

    private static QueueCommand.Send message(
            long queue, String body, int delay, @Nullable String group, @Nullable String id) {
        return group == null
                ? Partitions.message(queue, body, delay)
                : Partitions.message(queue, body, delay, group, id);
    }

    private void receive() {
        int[] timeouts = {0, 1, 5, 30};
        int seconds = timeouts[random.nextInt(timeouts.length)];
        var waiter = receive(anyQueue(), 1 + random.nextInt(10), seconds, random.nextInt(3) * 5);
        if (random.nextInt(10) == 0) {
            waiter.cancel();
        }
    }

    private Waiter receive(QueueDefinition queue, int max, int seconds, int waitSeconds) {
        note("receive from " + queue.arn().name() + " timeout " + seconds);
        var waiter =
                partitions.receive(new QueueCommand.Receive(queue.id(), max, seconds), waitSeconds);
        ask(
                waiter.reply(),
                reply -> received(queue, (QueueReply.Received) reply, seconds * 1000L),
                () -> {},
                () -> ledger.maybeReceived(queue));
        return waiter;
    }

    private void received(QueueDefinition queue, QueueReply.Received reply, long timeoutMillis) {
        ledger.nextReply();
        for (ReceivedMessage message : reply.messages()) {
            String body = message.message().content().body();
            note("got " + body + " " + message.handle());
            ledger.received(queue, message, timeoutMillis);
            handles.add(new Held(body, message.handle()));
            if (handles.size() > HANDLES_MAX) {
                handles.removeFirst();
            }
        }
    }

    private @Nullable Held anyHandle() {
        return handles.isEmpty() ? null : handles.get(random.nextInt(handles.size()));
    }

    private void delete() {
        Held held = anyHandle();
        if (held == null) {
            return;
        }
        note("delete " + held);
        ask(
                partitions.submit(held.handle().queue(), Partitions.deletion(held.handle())),
                reply -> {
                    if (((QueueReply.Outcomes) reply).errors().getFirst() == null) {
                        ledger.deleted(held.body(), held.handle(), latest);
                    }
                },
                () -> {},
                () -> ledger.maybeDeleted(held.body(), held.handle()));
    }

    private void changeVisibility() {
        Held held = anyHandle();
        if (held == null) {
            return;
        }
        int seconds = random.nextInt(3) * 10;
        note("visibility " + seconds + " of " + held);
        long notBefore = partitions.clock + seconds * 1000L;
        var change = new QueueCommand.ChangeVisibility.Change(held.handle(), seconds);
        ask(
                partitions.submit(
                        held.handle().queue(),
                        new QueueCommand.ChangeVisibility(held.handle().queue(), List.of(change))),
                reply -> {
                    if (((QueueReply.Outcomes) reply).errors().getFirst() == null) {
                        ledger.visibilityChanged(held.body(), held.handle(), notBefore);
                    }
                },
                () -> {},
                () -> ledger.maybeVisibilityChanged(held.body(), notBefore));
    }

    private void release() {
        Held held = anyHandle();
        if (held == null) {
            return;
        }
        note("release " + held);
        long notBefore = partitions.clock;
        long queue = held.handle().queue();
        ask(
                partitions.submit(queue, new QueueCommand.Release(queue, List.of(held.handle()))),
                reply -> {
                    if (((QueueReply.Outcomes) reply).errors().getFirst() == null) {
                        ledger.released(held.body(), held.handle(), notBefore);
                    }
                },
                () -> {},
                () -> ledger.maybeReleased(held.body(), notBefore));
    }

    private void bury() {
        Held held = anyHandle();
        if (held == null) {
            return;
        }
        note("bury " + held);
        long notBefore = partitions.clock;
        long queue = held.handle().queue();
        var burial = new QueueCommand.Bury.Burial(held.handle(), "dead");
        ask(
                partitions.submit(queue, new QueueCommand.Bury(queue, List.of(burial))),
                reply -> {
                    if (((QueueReply.Outcomes) reply).errors().getFirst() == null) {
                        ledger.buried(held.body(), held.handle(), notBefore);
                    }
                },
                () -> {},
                () -> ledger.maybeBuried(held.body(), notBefore));
    }

    private void purge() {
        QueueDefinition queue = anyQueue();
        if (queue.arn().name().startsWith("dead")) {
            return; // what is in it is known only by being received from it
        }
        note("purge " + queue.arn().name());
        ask(
                partitions.submit(queue.id(), new QueueCommand.Purge(queue.id())),
                reply -> ledger.purged(queue, true),
                () -> {},
                () -> ledger.purged(queue, false));
    }

    /** A queue that comes and goes beside the others. */
    private void passingQueue() {
        var arn = Partitions.arn("passing" + bodies++);
        partitions
                .create(new QueueCommand.Create(arn, Map.of(), Map.of()))
                .thenAccept(reply -> {
                    long queue = ((QueueReply.Defined) reply).queue().id();
                    partitions.send(queue, "passing");
                    partitions.submit(queue, new QueueCommand.Delete(queue));
                });
    }

    // --- the world

    private void passTime() {
        int seconds = random.nextInt(8);
        if (random.nextInt(20) == 0) {
            partitions.step(); // what was asked for so far happens before the jump
            partitions.clock -= 15_000;
        } else {
            partitions.clock += seconds * 1000L + random.nextInt(1000);
        }
        latest = Math.max(latest, partitions.clock);
    }

    private void crash() {
        int kept = random.nextInt(disk.unsynced() + 1);
        note("crash, keeping " + kept + " of " + disk.unsynced() + " writes");
        disk = disk.crash(kept);
        store = new FaultyStore(disk);
        partitions = new Partitions(store, partitions.count(), partitions.clock);
        pending.forEach(each -> each.lost().run());
        pending.clear();
    }

    private void restart() {
        note("restart");
        settle();
        partitions = partitions.restart();
        pending.forEach(each -> each.lost().run());
        pending.clear();
    }

    private void bug() {
        note("bug");
        store.nextGet = new IllegalStateException("a bug, from the simulation");
        partitions.step(random.nextInt(partitions.count()));
        store.nextGet = null;
    }

    private void failSync() {
        note("sync fails");
        partitions.step();
        store.nextSync = new StoreException("I/O error, from the simulation");
        partitions.sync();
        crash();
    }

    private void settle() {
        partitions.settle();
        requireNoViolation();
    }

    private void requireNoViolation() {
        AssertionError found = violation;
        if (found != null) {
            throw found;
        }
    }

    // --- the truth

    private long stored() {
        long sum = 0;
        for (QueueDefinition queue : queues.values()) {
            sum += partitions.counts(queue.id()).stream().mapToLong(Long::longValue).sum();
        }
        return sum;
    }

    private void checkCounts() {
        settle();
        int present = ledger.present(latest).size();
        long stored = stored();
        if (stored < present || stored > ledger.possible()) {
            throw new AssertionError(
                    "the counts equal the truth: they say "
                            + stored
                            + ", and there are from "
                            + present
                            + " to "
                            + ledger.possible());
        }
    }

    /** Receives everything there is, and compares. */
    private void drain() {
        checkCounts();
        restart();
        partitions.clock = latest + 31_000;
        latest = partitions.clock;
        var expected = new HashSet<>(ledger.present(latest));
        handles.clear();
        var found = new HashSet<String>();
        for (int pass = 0; pass < 3; pass++) {
            queues.values().forEach(queue -> found.addAll(drain(queue)));
        }
        expected.removeAll(found);
        if (!expected.isEmpty()) {
            throw new AssertionError("no acknowledged send is lost: " + expected);
        }
        long stored = stored() + drained;
        if (stored != found.size()) {
            throw new AssertionError(
                    "the counts equal the truth: they say " + stored + " of " + found.size());
        }
    }

    private Set<String> drain(QueueDefinition queue) {
        var found = new HashSet<String>();
        int before = -1;
        while (found.size() > before) {
            before = found.size();
            handles.clear();
            receive(queue, 10, 3600, 0);
            settle();
            handles.forEach(held -> found.add(held.body()));
            if (queue.arn().fifo()) {
                handles.forEach(this::deleteToSeeTheNext);
                settle();
            }
        }
        return found;
    }

    private void deleteToSeeTheNext(Held held) {
        partitions.submit(held.handle().queue(), Partitions.deletion(held.handle()));
        ledger.maybeDeleted(held.body(), held.handle());
        drained++;
    }
}
