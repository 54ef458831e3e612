package dev.hikyaku.broker.buses;

import dev.hikyaku.engine.Defined;
import dev.hikyaku.engine.Definitions;
import dev.hikyaku.engine.Journals;
import dev.hikyaku.event.Archive;
import dev.hikyaku.event.EventError;
import dev.hikyaku.journal.JournalReply;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The archives: what they hold, and how it ends. */
public final class Archives implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Archives.class);
    private static final Duration SWEEP = Duration.ofMinutes(10);

    private final Definitions definitions;
    private final Journals journals;
    private final Vertx vertx;
    private final InstantSource clock;
    private final long timer;

    Archives(Definitions definitions, Journals journals, Vertx vertx, InstantSource clock) {
        this.definitions = definitions;
        this.journals = journals;
        this.vertx = vertx;
        this.clock = clock;
        this.timer = vertx.setPeriodic(0, SWEEP.toMillis(), now -> sweep());
    }

    /** Cuts off what is older than its archive keeps it. */
    CompletableFuture<Void> sweep() {
        return CompletableFuture.allOf(
                definitions
                        .list(Kinds.ARCHIVE, "", null, null)
                        .map(Defined::value)
                        .filter(archive -> archive.retentionDays() > 0)
                        .map(this::trim)
                        .toArray(CompletableFuture[]::new));
    }

    private CompletableFuture<Void> trim(Archive archive) {
        long before =
                clock.instant().minus(Duration.ofDays(archive.retentionDays())).toEpochMilli();
        return journals.trim(archive.journal(), before)
                .exceptionally(failed -> {
                    LOG.warn("An archive was not swept; it will be later", failed);
                    return null;
                });
    }

    /**
     * The archive of an ARN.
     *
     * @throws dev.hikyaku.model.ServiceException (ResourceNotFoundException) if it is not there
     */
    public Archive require(String arn, String name) {
        var found = definitions.find(Kinds.ARCHIVE, arn, "");
        if (found == null) {
            throw EventError.RESOURCE_NOT_FOUND.of("Archive " + name + " does not exist.");
        }
        return found.value();
    }

    /** How much an archive holds. */
    public CompletableFuture<JournalReply.Size> size(Archive archive) {
        return journals.size(archive.journal());
    }

    /** Deletes an archive with what it holds. */
    public CompletableFuture<Void> delete(String arn, Archive archive) {
        return definitions
                .update(Kinds.ARCHIVE, arn, "", before -> null)
                .thenCompose(gone -> journals.remove(archive.journal()));
    }

    @Override
    public void close() {
        vertx.cancelTimer(timer);
    }
}
