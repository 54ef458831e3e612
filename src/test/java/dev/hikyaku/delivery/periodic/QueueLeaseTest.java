package dev.hikyaku.delivery.periodic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hikyaku.delivery.source.EngineSource;
import dev.hikyaku.delivery.source.Outgoing;
import dev.hikyaku.delivery.source.Outlet;
import dev.hikyaku.delivery.source.Source;
import dev.hikyaku.engine.Engine;
import dev.hikyaku.model.QueueArn;
import dev.hikyaku.queue.QueueCommand;
import dev.hikyaku.queue.QueueReply;
import dev.hikyaku.store.MemoryStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A lease by a queue of a real engine, whose time passes when a test says so. */
class QueueLeaseTest {
    private static final String NAME = "orders-periodic.fifo";
    private static final QueueArn ORDERS = new QueueArn("us-east-1", "000000000000", "orders");
    private static final Token NOON =
            new Token(Map.of("audit", Instant.parse("2026-11-22T12:00:00Z")));

    private final AtomicLong time = new AtomicLong(1_700_000_000_000L);
    private final Engine engine = Engine.start(new MemoryStore(), 2, 1, time::get);
    private final Source orders = new EngineSource(engine, ORDERS);
    private final QueueLease one = lease();
    private final QueueLease two = lease();

    @AfterEach
    void close() {
        one.close();
        two.close();
        engine.close();
    }

    private QueueLease lease() {
        return new QueueLease(orders.outlet(), NAME, Runnable::run);
    }

    private static <T> T result(CompletableFuture<T> future) {
        return future.orTimeout(10, TimeUnit.SECONDS).join();
    }

    private static Lease.Held acquired(Lease lease) {
        return result(lease.acquire()).orElseThrow();
    }

    private Outlet tokens() {
        return result(orders.outlet().fifoQueue(NAME)).outlet();
    }

    /** Messages of the lease's queue, in flight or not. */
    private long stored() {
        long queue = engine.catalog().require(new QueueArn("us-east-1", "000000000000", NAME)).id();
        var counts =
                (QueueReply.Counts) result(engine.submit(queue, new QueueCommand.Count(queue)));
        return counts.ready() + counts.inFlight();
    }

    private void leaseIsOver() {
        time.addAndGet(Lease.LENGTH.toMillis() + 1);
    }

    @Test
    void theFirstOneMakesTheQueueAndTheToken() {
        assertThat(acquired(one).token()).isEqualTo(Token.EMPTY);
        assertThat(stored()).isOne();
    }

    @Test
    void whileOneHasItAnotherWaitsAndMakesNoTokenOfItsOwn() {
        acquired(one);
        CompletableFuture<?> waits = two.acquire();
        assertThat(stored()).isOne();
        assertThat(waits).isNotDone();

        two.cancel();

        assertThat(result(waits)).isEqualTo(Optional.empty());
    }

    @Test
    void whatIsPassedOnIsWhatTheNextOneGets() {
        result(one.pass(acquired(one), NOON));

        assertThat(acquired(two).token()).isEqualTo(NOON);
        assertThat(stored()).isOne();
    }

    @Test
    void whatIsReleasedIsThereAtOnce() {
        result(one.release(acquired(one)));

        assertThat(acquired(two).token()).isEqualTo(Token.EMPTY);
    }

    @Test
    void aCrashWhileItIsPassedOnLosesNothingAndLeavesOneToken() {
        acquired(one);
        result(tokens().send(new Outgoing(NOON.encode(), Map.of(), "leader", "2")));
        leaseIsOver();

        Lease.Held held = acquired(two);
        assertThat(held.token()).isEqualTo(NOON);
        assertThat(stored()).isEqualTo(2);
        result(two.pass(held, NOON));
        assertThat(stored()).isOne();
    }

    @Test
    void anExtensionKeepsItAndOneThatComesTooLateSaysSo() {
        Lease.Held held = acquired(one);
        time.addAndGet(Lease.LENGTH.toMillis() - 1);
        assertThat(result(one.extend(held))).isTrue();
        time.addAndGet(Lease.LENGTH.toMillis() - 1);
        assertThat(result(one.extend(held))).isTrue();

        leaseIsOver();
        acquired(two);

        assertThat(result(one.extend(held))).isFalse();
    }

    @Test
    void theQueueBelowMustBeOneThatCanHaveAnotherBeside() {
        String longest = "q".repeat(80 - PeriodicTasks.SUFFIX.length());
        tasksOf(longest);
        for (String name : List.of(longest + "q", "orders.fifo")) {
            assertThatThrownBy(() -> tasksOf(name))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(
                            "Periodic tasks need a standard queue whose name has at most 66"
                                    + " characters, not "
                                    + name
                                    + ".");
        }
    }

    private void tasksOf(String queue) {
        var arn = new QueueArn("us-east-1", "000000000000", queue);
        var clock = new ManualTime(Instant.EPOCH);
        new PeriodicTasks(List.of(), Duration.ZERO, new EngineSource(engine, arn), clock, clock);
    }
}
