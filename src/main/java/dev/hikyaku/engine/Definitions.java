package dev.hikyaku.engine;

import dev.hikyaku.definition.Definition;
import dev.hikyaku.definition.DefinitionCommand;
import dev.hikyaku.definition.DefinitionKey;
import dev.hikyaku.definition.DefinitionReply;
import dev.hikyaku.model.ErrorCode;
import dev.hikyaku.model.Reply;
import dev.hikyaku.model.ServiceException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * All definitions but those of queues and schedules, in memory for everyone to read, and the way to
 * change them. The partitions feed it with what is on disk.
 */
public final class Definitions {
    /** Hears of changes that are on disk, one at a time, on an engine's thread. Must not block. */
    public interface Listener<T> {
        void defined(Defined<T> definition);

        void removed(Defined<T> definition);
    }

    /** From what is there, or null, to what shall be there, or null for nothing. */
    public interface Change<T> {
        /**
         * Decides. May be asked more than once.
         *
         * @throws ServiceException to refuse
         */
        @Nullable T of(@Nullable T before);
    }

    /** The way to the partition of a home. */
    interface Way {
        CompletableFuture<Reply> submit(String home, DefinitionCommand command);
    }

    private static final Logger LOG = LoggerFactory.getLogger(Definitions.class);
    private static final JsonMapper JSON =
            JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();
    private static final int TRIES_MAX = 20;

    /** One of them; its text is read when somebody wants it, and then not again. */
    private static final class Entry {
        private final DefinitionKey key;
        private final long version;
        private volatile Object value;

        Entry(Definition definition) {
            this.key = definition.key();
            this.version = definition.version();
            this.value = definition.json();
        }

        <T> Defined<T> as(Class<T> type) {
            if (value instanceof byte[] json) {
                value = JSON.readValue(json, type);
            }
            return new Defined<>(key.home(), key.name(), version, type.cast(value));
        }
    }

    private final Way way;
    private final ConcurrentSkipListMap<DefinitionKey, Entry> entries =
            new ConcurrentSkipListMap<>();
    private final Set<String> kinds = ConcurrentHashMap.newKeySet();
    private final Map<String, List<Hearing<?>>> listeners = new HashMap<>();

    private record Hearing<T>(Class<T> type, Listener<T> listener) {
        void defined(Entry entry) {
            tell(() -> listener.defined(entry.as(type)));
        }

        void removed(Entry entry) {
            tell(() -> listener.removed(entry.as(type)));
        }

        /** The engine goes on, whatever a listener makes of it. */
        private static void tell(Runnable listener) {
            try {
                listener.run();
            } catch (RuntimeException e) {
                LOG.error("A change of a definition was not taken notice of", e);
            }
        }
    }

    Definitions(Way way) {
        this.way = way;
    }

    /** The definition, or null. */
    public <T> @Nullable Defined<T> find(Kind<T> kind, String home, String name) {
        Entry entry = entries.get(new DefinitionKey(kind.name(), home, name));
        return entry == null ? null : entry.as(kind.type());
    }

    /** All of a kind that belong to one home, in order of their names. */
    public <T> Stream<Defined<T>> below(Kind<T> kind, String home) {
        return entries.tailMap(new DefinitionKey(kind.name(), home, ""), true).values().stream()
                .takeWhile(
                        each -> each.key.kind().equals(kind.name()) && each.key.home().equals(home))
                .map(each -> each.as(kind.type()));
    }

    /**
     * All of a kind whose home has a prefix, in order of home and name.
     *
     * @param afterHome where to go on, behind this home and name; null to begin
     */
    public <T> Stream<Defined<T>> list(
            Kind<T> kind,
            String homePrefix,
            @Nullable String afterHome,
            @Nullable String afterName) {
        var first = new DefinitionKey(kind.name(), homePrefix, "");
        var after =
                afterHome == null
                        ? null
                        : new DefinitionKey(
                                kind.name(), afterHome, afterName == null ? "" : afterName);
        boolean fromStart = after == null || after.compareTo(first) < 0;
        return entries.tailMap(fromStart ? first : after, fromStart).values().stream()
                .takeWhile(each ->
                        each.key.kind().equals(kind.name())
                                && each.key.home().startsWith(homePrefix))
                .map(each -> each.as(kind.type()));
    }

    /**
     * Changes a definition by what it is now.
     *
     * @param change changes nothing if it gives what it got
     * @return on disk and to be read here when it completes; empty if there is none now
     */
    public <T> CompletableFuture<Optional<Defined<T>>> update(
            Kind<T> kind, String home, String name, Change<T> change) {
        return update(kind, new DefinitionKey(kind.name(), home, name), change, TRIES_MAX);
    }

    private <T> CompletableFuture<Optional<Defined<T>>> update(
            Kind<T> kind, DefinitionKey key, Change<T> change, int tries) {
        Defined<T> before = find(kind, key.home(), key.name());
        T old = before == null ? null : before.value();
        T wanted;
        try {
            wanted = change.of(old);
        } catch (ServiceException e) {
            return CompletableFuture.failedFuture(e);
        }
        if (Objects.equals(wanted, old)) {
            return CompletableFuture.completedFuture(Optional.ofNullable(before));
        }
        long version = before == null ? 0 : before.version();
        return way.submit(key.home(), command(key, version, wanted))
                .thenCompose(reply ->
                        reply instanceof DefinitionReply.Conflict
                                ? again(kind, key, change, tries - 1)
                                : CompletableFuture.completedFuture(
                                        Optional.ofNullable(find(kind, key.home(), key.name()))));
    }

    /** Whoever was first has completed when its change is here to be read, or completes soon. */
    private <T> CompletableFuture<Optional<Defined<T>>> again(
            Kind<T> kind, DefinitionKey key, Change<T> change, int tries) {
        return tries > 0
                ? update(kind, key, change, tries)
                : CompletableFuture.failedFuture(
                        new ServiceException(
                                ErrorCode.REQUEST_THROTTLED,
                                "The " + key.kind() + " is being changed by others; try again."));
    }

    private static DefinitionCommand command(
            DefinitionKey key, long version, @Nullable Object wanted) {
        return wanted == null
                ? new DefinitionCommand.Remove(key, version)
                : new DefinitionCommand.Put(key, version, JSON.writeValueAsBytes(wanted));
    }

    /** Takes away everything that belongs to a resource, of all kinds, at once. */
    public CompletableFuture<Void> removeAll(String home) {
        return way.submit(home, new DefinitionCommand.RemoveHome(home)).thenAccept(reply -> {});
    }

    /** Tells of all there are of a kind, and from now on of every change. */
    public synchronized <T> void listen(Kind<T> kind, Listener<T> listener) {
        var hearing = new Hearing<>(kind.type(), listener);
        listeners.computeIfAbsent(kind.name(), name -> new ArrayList<>()).add(hearing);
        list(kind, "", null, null).forEach(listener::defined);
    }

    // --- fed by the partitions

    void publish(DefinitionReply reply) {
        switch (reply) {
            case DefinitionReply.Stored stored -> stored(stored.definition());
            case DefinitionReply.Removed removed -> removed(removed.key());
            case DefinitionReply.RemovedHome removed -> removedHome(removed.home());
            case DefinitionReply.Conflict conflict -> {}
        }
    }

    synchronized void stored(Definition definition) {
        var entry = new Entry(definition);
        entries.put(definition.key(), entry);
        kinds.add(definition.key().kind());
        hearings(definition.key()).forEach(hearing -> hearing.defined(entry));
    }

    private synchronized void removed(DefinitionKey key) {
        Entry entry = entries.remove(key);
        if (entry != null) {
            hearings(key).forEach(hearing -> hearing.removed(entry));
        }
    }

    private void removedHome(String home) {
        for (String kind : kinds) {
            entries.tailMap(new DefinitionKey(kind, home, ""), true).keySet().stream()
                    .takeWhile(key -> key.kind().equals(kind) && key.home().equals(home))
                    .forEach(this::removed);
        }
    }

    private List<Hearing<?>> hearings(DefinitionKey key) {
        return listeners.getOrDefault(key.kind(), List.of());
    }
}
