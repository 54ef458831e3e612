package dev.hikyaku.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hikyaku.model.ErrorCode;
import dev.hikyaku.model.ServiceException;
import dev.hikyaku.store.MemoryStore;
import dev.hikyaku.store.Store;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class DefinitionsTest {
    record Thing(int size, List<String> parts) {
        static Thing of(int size) {
            return new Thing(size, List.of());
        }
    }

    private static final Kind<Thing> THING = new Kind<>("thing", Thing.class);
    private static final Kind<Thing> PART = new Kind<>("part", Thing.class);

    private final Store store = new MemoryStore();

    private Engine start() {
        return Engine.start(store, 4, 42, () -> Partitions.START);
    }

    private static <T> T get(CompletableFuture<T> future) throws Exception {
        return future.get(10, TimeUnit.SECONDS);
    }

    private static void put(Engine engine, Kind<Thing> kind, String home, String name, int size)
            throws Exception {
        get(engine.definitions().update(kind, home, name, before -> Thing.of(size)));
    }

    private static int size(Engine engine) {
        return Objects.requireNonNull(engine.definitions().find(THING, "home", "")).value().size();
    }

    private static List<String> below(Engine engine, Kind<Thing> kind, String home) {
        return engine.definitions().below(kind, home).map(Defined::name).toList();
    }

    @Test
    void whatWasDefinedIsThereAfterARestart() throws Exception {
        try (var engine = start()) {
            put(engine, THING, "home", "", 7);
        }
        try (var engine = start()) {
            assertThat(size(engine)).isEqualTo(7);
        }
    }

    @Test
    void changesGoOnFromWhatIsThereThoughManyComeAtOnce() throws Exception {
        try (var engine = start()) {
            put(engine, THING, "home", "", 0);
            var all = new ArrayList<CompletableFuture<?>>();
            for (int i = 0; i < 10; i++) {
                all.add(engine.definitions().update(THING, "home", "", DefinitionsTest::oneMore));
            }
            get(CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)));

            assertThat(size(engine)).isEqualTo(10);
        }
    }

    private static @Nullable Thing oneMore(@Nullable Thing before) {
        return before == null ? null : Thing.of(before.size() + 1);
    }

    @Test
    void refusalOfAChangeChangesNothing() throws Exception {
        try (var engine = start()) {
            var refused =
                    engine.definitions()
                            .update(
                                    THING,
                                    "home",
                                    "",
                                    before -> {
                                        throw new ServiceException(ErrorCode.OVER_LIMIT, "no");
                                    });
            assertThatThrownBy(() -> get(refused)).hasCauseInstanceOf(ServiceException.class);
            assertThat(engine.definitions().find(THING, "home", "")).isNull();
        }
    }

    @Test
    void homeGoesWithAllThatBelongsToItAndNothingElse() throws Exception {
        try (var engine = start()) {
            put(engine, THING, "home", "", 1);
            put(engine, PART, "home", "a", 1);
            put(engine, PART, "home", "b", 1);
            put(engine, PART, "home2", "c", 1);
            get(engine.definitions().removeAll("home"));

            assertThat(engine.definitions().find(THING, "home", "")).isNull();
            assertThat(below(engine, PART, "home")).isEmpty();
            assertThat(below(engine, PART, "home2")).containsExactly("c");
        }
        try (var engine = start()) {
            assertThat(below(engine, PART, "home")).isEmpty();
            assertThat(below(engine, PART, "home2")).containsExactly("c");
        }
    }

    @Test
    void homeCanBeMadeAgain() throws Exception {
        try (var engine = start()) {
            put(engine, PART, "home", "a", 1);
            get(engine.definitions().removeAll("home"));
            put(engine, PART, "home", "a", 2);
        }
        try (var engine = start()) {
            assertThat(below(engine, PART, "home")).containsExactly("a");
        }
    }

    @Test
    void pagesGoOnWhereTheLastEnded() throws Exception {
        try (var engine = start()) {
            for (String home : List.of("x:1", "x:2", "y:1")) {
                put(engine, PART, home, "a", 1);
                put(engine, PART, home, "b", 1);
            }
            assertThat(
                            engine.definitions()
                                    .list(PART, "x:", "x:1", "a")
                                    .map(each -> each.home() + each.name()))
                    .containsExactly("x:1b", "x:2a", "x:2b");
        }
    }

    @Test
    void listenerHearsOfWhatIsThereAndOfEveryChange() throws Exception {
        try (var engine = start()) {
            put(engine, PART, "home", "a", 1);
            var heard = new ArrayList<String>();
            engine.definitions()
                    .listen(
                            PART,
                            new Definitions.Listener<>() {
                                @Override
                                public void defined(Defined<Thing> definition) {
                                    heard.add("+" + definition.name());
                                }

                                @Override
                                public void removed(Defined<Thing> definition) {
                                    heard.add("-" + definition.name());
                                }
                            });
            put(engine, PART, "home", "b", 1);
            put(engine, THING, "home", "", 1);
            get(engine.definitions().update(PART, "home", "a", before -> null));
            get(engine.definitions().removeAll("home"));

            assertThat(heard).containsExactly("+a", "+b", "-a", "-b");
        }
    }
}
