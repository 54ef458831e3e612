package dev.hikyaku.delivery.periodic;

import dev.hikyaku.delivery.source.Outlet;
import dev.hikyaku.delivery.source.Source;
import dev.hikyaku.model.Limits;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends a worker's periodic tasks as messages to its first queue, while it leads.
 *
 * <p>Several daemons on one queue compete for a {@link Lease}; the one that has it leads. Its token
 * says which runs are dealt with. The leader sends what is due, then passes the lease on with a new
 * token, which it mostly gets back itself. A crash between the two repeats a run, so that every run
 * is sent at least once; a leader that lost the lease without knowing, because its process stood
 * still, checks the time before it sends.
 *
 * <p>Everything happens on one {@link PeriodicLoop}; {@link #start} and {@link #stop} may come from
 * any thread.
 */
public final class PeriodicTasks {
    static final String SUFFIX = "-periodic.fifo";
    static final Duration EXTEND_EVERY = Lease.LENGTH.dividedBy(3);

    /** A token is renewed while nothing is due: messages and leases do not last for ever. */
    static final Duration TOKEN_AGE_MAX = Duration.ofHours(1);

    static final Duration RETRY = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(PeriodicTasks.class);

    private final String queue;
    private final Timetable timetable;
    private final Lease lease;
    private final Outlet outlet;
    private final PeriodicLoop loop;
    private final InstantSource clock;
    private final CompletableFuture<Void> stopped = new CompletableFuture<>();

    private boolean stopping;
    private boolean busy;
    private boolean failing;
    private boolean led;
    private Runnable cancelTimer = () -> {};
    private @Nullable Leadership leadership;

    /** What a leader has. */
    private static final class Leadership {
        final Lease.Held held;
        final Instant since;
        Token token;
        Instant extendedAt;

        Leadership(Lease.Held held, Instant now) {
            this.held = held;
            this.since = now;
            this.extendedAt = now;
            this.token = held.token();
        }
    }

    /**
     * @param grace how late a run may be
     * @param source of the queue that the tasks are sent to; its owner closes it
     * @param clock schedules are read by it
     * @throws IllegalArgumentException if that queue is FIFO, or its name too long for another
     *     queue beside it
     */
    public PeriodicTasks(
            List<PeriodicTask> tasks,
            Duration grace,
            Source source,
            PeriodicLoop loop,
            InstantSource clock) {
        this(
                tasks,
                grace,
                source.queue(),
                new QueueLease(source.outlet(), leaseQueue(source), loop),
                source.outlet(),
                loop,
                clock);
    }

    PeriodicTasks(
            List<PeriodicTask> tasks,
            Duration grace,
            String queue,
            Lease lease,
            Outlet outlet,
            PeriodicLoop loop,
            InstantSource clock) {
        this.queue = queue;
        this.timetable = new Timetable(tasks, grace);
        this.lease = lease;
        this.outlet = outlet;
        this.loop = loop;
        this.clock = clock;
    }

    private static String leaseQueue(Source source) {
        int room = Limits.QUEUE_NAME_LENGTH_MAX - SUFFIX.length();
        if (source.fifo() || source.queue().length() > room) {
            throw new IllegalArgumentException(
                    "Periodic tasks need a standard queue whose name has at most "
                            + room
                            + " characters, not "
                            + source.queue()
                            + ".");
        }
        return source.queue() + SUFFIX;
    }

    /** Begins to compete for the lease. To be called once. */
    public void start() {
        loop.execute(() -> attempt(this::standBy));
    }

    /**
     * Sends nothing from now on and lets the lease go.
     *
     * @return completes when the next daemon may lead, or when that failed
     */
    public CompletionStage<Void> stop() {
        loop.execute(this::end);
        return stopped.minimalCompletionStage();
    }

    private void end() {
        if (stopping) {
            return;
        }
        stopping = true;
        cancelTimer.run();
        lease.cancel();
        if (!busy) {
            leave();
        }
    }

    private void leave() {
        Leadership leading = leadership;
        leadership = null;
        CompletableFuture<Void> released =
                leading == null
                        ? CompletableFuture.completedFuture(null)
                        : guarded(() -> letGo(leading));
        released.whenCompleteAsync(
                (done, failure) -> {
                    lease.close();
                    stopped.complete(null);
                },
                loop);
    }

    private CompletableFuture<Void> letGo(Leadership leading) {
        return leading.token.equals(leading.held.token())
                ? lease.release(leading.held)
                : lease.pass(leading.held, leading.token);
    }

    private static <T> CompletableFuture<T> guarded(Supplier<CompletableFuture<T>> call) {
        try {
            return call.get();
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** Waits for the answer to a call, on which the next step follows. */
    private <T> void await(Supplier<CompletableFuture<T>> call, Consumer<T> step) {
        busy = true;
        CompletableFuture<T> answer = guarded(call);
        answer.whenCompleteAsync(
                (value, failure) -> {
                    busy = false;
                    if (failure != null) {
                        failed(failure);
                    } else {
                        failing = false;
                        attempt(() -> step.accept(value));
                    }
                    if (stopping && !busy) {
                        leave();
                    }
                },
                loop);
    }

    private void later(Duration delay, Runnable action) {
        if (!stopping) {
            cancelTimer = loop.after(Math.max(1, delay.toMillis()), () -> attempt(action));
        }
    }

    /** Periodic tasks outlive whatever goes wrong once. */
    private void attempt(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException e) {
            LOG.error("A step of the periodic tasks of {} failed", queue, e);
            failed(e);
        }
    }

    private void failed(Throwable failure) {
        if (!failing && !stopping) {
            LOG.warn(
                    "Periodic tasks of {} wait, because a call failed: {}; trying again until it"
                            + " works",
                    queue,
                    text(failure));
        }
        failing = true;
        later(RETRY, this::goOn);
    }

    private static String text(Throwable failure) {
        Throwable cause = failure.getCause();
        return failure instanceof CompletionException && cause != null
                ? String.valueOf(cause.getMessage())
                : String.valueOf(failure.getMessage());
    }

    private void goOn() {
        if (leadership == null) {
            standBy();
        } else {
            lead(leadership);
        }
    }

    // --- one of several

    private void standBy() {
        if (!stopping) {
            Instant since = clock.instant();
            await(lease::acquire, held -> acquired(held, since));
        }
    }

    private void acquired(Optional<Lease.Held> held, Instant since) {
        if (held.isEmpty()) {
            led = false;
            boolean waited = clock.instant().isAfter(since.plus(RETRY));
            later(waited ? Duration.ZERO : RETRY, this::standBy);
            return;
        }
        if (!led) {
            LOG.info("Leads the periodic tasks of {}", queue);
            led = true;
        }
        var leading = new Leadership(held.get(), clock.instant());
        leadership = leading;
        lead(leading);
    }

    // --- the leader

    private void lead(Leadership leading) {
        Instant now = clock.instant();
        if (stopping) {
            return;
        }
        if (!now.isBefore(leading.extendedAt.plus(Lease.LENGTH))) {
            lost();
            return;
        }
        Timetable.Due due = timetable.due(leading.token, now);
        if (!due.runs().isEmpty()) {
            send(leading, due);
        } else if (!due.token().equals(leading.held.token()) || old(leading, now)) {
            pass(leading, due.token());
        } else if (!now.isBefore(leading.extendedAt.plus(EXTEND_EVERY))) {
            extend(leading, now);
        } else {
            rest(leading, now);
        }
    }

    private static boolean old(Leadership leading, Instant now) {
        return !now.isBefore(leading.since.plus(TOKEN_AGE_MAX));
    }

    private void lost() {
        LOG.info("Does not lead the periodic tasks of {} any more", queue);
        leadership = null;
        led = false;
        standBy();
    }

    private void rest(Leadership leading, Instant now) {
        Instant wake = leading.extendedAt.plus(EXTEND_EVERY);
        Instant next = timetable.next(now);
        Instant at = next != null && next.isBefore(wake) ? next : wake;
        later(Duration.between(now, at), () -> lead(leading));
    }

    private void extend(Leadership leading, Instant now) {
        await(
                () -> lease.extend(leading.held),
                extended -> {
                    if (extended) {
                        leading.extendedAt = now;
                        lead(leading);
                    } else {
                        lost();
                    }
                });
    }

    /** What was sent is noted even if the rest fails, so that it is not sent again. */
    private void send(Leadership leading, Timetable.Due due) {
        var sent = new ArrayList<Timetable.Run>();
        CompletableFuture<Void> all = CompletableFuture.completedFuture(null);
        for (Timetable.Run run : due.runs()) {
            all = all.thenCompose(before -> send(run)).thenRun(() -> sent.add(run));
        }
        CompletableFuture<Void> noted =
                all.whenCompleteAsync((done, failure) -> leading.token = due.with(sent), loop);
        await(() -> noted, done -> pass(leading, leading.token));
    }

    private CompletableFuture<Void> send(Timetable.Run run) {
        LOG.debug("Sends the periodic task {} of {}", run.task().name(), run.at());
        return outlet.send(PeriodicMessage.of(run.task(), run.at()).outgoing());
    }

    private void pass(Leadership leading, Token token) {
        leading.token = token;
        await(
                () -> lease.pass(leading.held, token),
                passed -> {
                    leadership = null;
                    standBy();
                });
    }
}
