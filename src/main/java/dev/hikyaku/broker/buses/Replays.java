package dev.hikyaku.broker.buses;

import dev.hikyaku.engine.Defined;
import dev.hikyaku.engine.Definitions;
import dev.hikyaku.engine.Journals;
import dev.hikyaku.event.BusArn;
import dev.hikyaku.event.Event;
import dev.hikyaku.event.EventError;
import dev.hikyaku.event.Replay;
import dev.hikyaku.event.ReplayState;
import dev.hikyaku.journal.JournalReply;
import dev.hikyaku.journal.Position;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Replays, each on a virtual thread of its own. After each page of events the position is on disk:
 * a restart repeats a page at the most.
 */
public final class Replays implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Replays.class);

    private final Definitions definitions;
    private final Journals journals;
    private final Senders.Entrance bus;
    private final InstantSource clock;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private volatile boolean closed;

    Replays(Definitions definitions, Journals journals, Senders.Entrance bus, InstantSource clock) {
        this.definitions = definitions;
        this.journals = journals;
        this.bus = bus;
        this.clock = clock;
    }

    /** Goes on with what a restart has broken off. */
    void resume() {
        definitions
                .list(Kinds.REPLAY, "", null, null)
                .filter(each -> !each.value().state().ended())
                .map(Defined::home)
                .forEach(this::begin);
    }

    /**
     * Starts a replay.
     *
     * @return fails with ResourceAlreadyExistsException if there is one of that name
     */
    public CompletableFuture<Replay> start(String arn, String name, Replay replay) {
        return definitions
                .update(
                        Kinds.REPLAY,
                        arn,
                        "",
                        before -> {
                            if (before != null) {
                                throw EventError.RESOURCE_ALREADY_EXISTS.of(
                                        "Replay " + name + " already exists.");
                            }
                            return replay;
                        })
                .thenApply(started -> {
                    begin(arn);
                    return replay;
                });
    }

    private void begin(String arn) {
        threads.execute(() -> run(arn));
    }

    private void run(String arn) {
        String name = arn.substring(arn.lastIndexOf('/') + 1);
        try {
            Replay replay =
                    change(
                            arn,
                            each ->
                                    each.state() == ReplayState.STARTING
                                            ? each.withState(ReplayState.RUNNING, null, null)
                                            : each);
            boolean more = true;
            while (replay != null && more && !closed) {
                if (replay.state() == ReplayState.CANCELLING) {
                    end(arn, ReplayState.CANCELLED, "Replay cancelled by user.");
                    return;
                }
                JournalReply.Page page = page(replay);
                more = page.more();
                replay = page.entries().isEmpty() ? replay : replayed(arn, name, replay, page);
            }
            if (!closed) {
                end(arn, ReplayState.COMPLETED, null);
            }
        } catch (RuntimeException e) {
            if (!closed) {
                LOG.error("The replay {} has failed", name, e);
                end(arn, ReplayState.FAILED, "The server failed; see its log.");
            }
        }
    }

    private JournalReply.Page page(Replay replay) {
        return journals.read(
                        replay.journal(),
                        replay.eventStartTime().toEpochMilli(),
                        replay.eventEndTime().toEpochMilli(),
                        replay.position() == null ? null : Position.parse(replay.position()))
                .join();
    }

    private @Nullable Replay replayed(
            String arn, String name, Replay replay, JournalReply.Page page) {
        BusArn to = BusArn.parse(replay.destination().arn());
        if (to == null) {
            throw new IllegalStateException("a replay to no bus: " + replay.destination().arn());
        }
        var rules = Set.copyOf(replay.destination().filterArns());
        Instant now = clock.instant();
        CompletableFuture<?>[] all =
                page.entries().stream()
                        .map(entry -> Event.parse(text(entry)).replayed(name))
                        .map(event -> new Incoming(event, now, null, false, rules))
                        .map(incoming -> bus.enter(to, incoming))
                        .toArray(CompletableFuture[]::new);
        CompletableFuture.allOf(all).join();
        Position last = page.entries().getLast().position();
        return change(
                arn, each -> each.at(last.toString(), Instant.ofEpochMilli(last.timeMillis())));
    }

    private static String text(JournalReply.Entry entry) {
        return new String(entry.data(), StandardCharsets.UTF_8);
    }

    /** Ends a replay that has not ended yet; a cancellation that came too late is none. */
    private void end(String arn, ReplayState state, @Nullable String reason) {
        change(arn, each -> each.withState(state, reason, clock.instant()));
    }

    private @Nullable Replay change(String arn, UnaryOperator<Replay> change) {
        var changed =
                definitions
                        .update(
                                Kinds.REPLAY,
                                arn,
                                "",
                                before -> before == null ? null : change.apply(before))
                        .join();
        return changed.map(Defined::value).orElse(null);
    }

    /**
     * Cancels a replay.
     *
     * @return fails with ResourceNotFoundException, or IllegalStatusException if it has ended
     */
    public CompletableFuture<Replay> cancel(String arn, String name) {
        return definitions
                .update(Kinds.REPLAY, arn, "", before -> cancelled(existing(name, before), name))
                .thenApply(changed -> existing(name, changed.map(Defined::value).orElse(null)));
    }

    private static Replay cancelled(Replay replay, String name) {
        if (replay.state() != ReplayState.STARTING && replay.state() != ReplayState.RUNNING) {
            throw EventError.ILLEGAL_STATUS.of(
                    "Replay " + name + " is not in a valid state for this operation.");
        }
        return replay.withState(ReplayState.CANCELLING, null, null);
    }

    /** The replay, if there is one. */
    public static Replay existing(String name, @Nullable Replay replay) {
        if (replay == null) {
            throw EventError.RESOURCE_NOT_FOUND.of("Replay " + name + " does not exist.");
        }
        return replay;
    }

    @Override
    public void close() {
        closed = true;
        threads.shutdown();
    }
}
