package dev.hikyaku.broker.buses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hikyaku.engine.Engine;
import dev.hikyaku.engine.Kind;
import dev.hikyaku.event.BusArn;
import dev.hikyaku.event.EventBus;
import dev.hikyaku.event.EventError;
import dev.hikyaku.event.EventScope;
import dev.hikyaku.event.Rule;
import dev.hikyaku.model.ServiceException;
import dev.hikyaku.store.MemoryStore;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class QuotasTest {
    private static final EventScope SCOPE = new EventScope("eu-1", "111111111111");
    private static final Rule RULE =
            new Rule("{}", null, Rule.ENABLED, null, null, List.of(), Map.of());

    private final Engine engine = Engine.start(new MemoryStore(), 2, 42, System::currentTimeMillis);
    private final Quotas quotas = new Quotas(engine.definitions());

    @AfterEach
    void end() {
        engine.close();
    }

    private <T> void put(int count, Kind<T> kind, IntFunction<String> home, String name, T value)
            throws Exception {
        CompletableFuture.allOf(
                        IntStream.range(0, count)
                                .mapToObj(i ->
                                        engine.definitions()
                                                .update(
                                                        kind,
                                                        home.apply(i),
                                                        name.isEmpty() ? "" : name + i,
                                                        before -> value))
                                .toArray(CompletableFuture[]::new))
                .get(30, TimeUnit.SECONDS);
    }

    private static void assertFull(Runnable check, String limit) {
        assertThatThrownBy(check::run)
                .isInstanceOfSatisfying(
                        ServiceException.class,
                        e -> assertThat(e.code()).isEqualTo(EventError.LIMIT_EXCEEDED))
                .hasMessage("The requested resource exceeds the maximum number allowed. " + limit);
    }

    @Test
    void rulesAreCountedOnEachBus() throws Exception {
        BusArn bus = SCOPE.bus("shop");
        put(Quotas.RULES_MAX - 1, Kinds.RULE, i -> bus.toString(), "rule", RULE);
        put(1, Kinds.RULE, i -> SCOPE.bus("shop2").toString(), "rule", RULE);
        quotas.rule(bus);

        put(1, Kinds.RULE, i -> bus.toString(), "last", RULE);
        assertFull(() -> quotas.rule(bus), "There may be 10000 rules on a bus.");
        assertThatCode(() -> quotas.rule(SCOPE.bus("shop2"))).doesNotThrowAnyException();
    }

    @Test
    void busesAreCountedInEachRegionAndAccount() throws Exception {
        put(Quotas.BUSES_MAX, Kinds.BUS, i -> SCOPE.bus("b" + i).toString(), "", EventBus.DEFAULT);

        assertFull(() -> quotas.bus(SCOPE), "There may be 1000 event buses.");
        assertThatCode(() -> quotas.bus(new EventScope("eu-1", "222222222222")))
                .doesNotThrowAnyException();
    }
}
