package dev.hikyaku.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hikyaku.model.ErrorCode;
import dev.hikyaku.model.ServiceException;
import dev.hikyaku.queue.QueueCommand;
import dev.hikyaku.queue.QueueDefinition;
import dev.hikyaku.queue.QueueReply;
import dev.hikyaku.schedule.MissedFirings;
import dev.hikyaku.store.DiskReserve;
import dev.hikyaku.store.MemoryStore;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What an engine does while its disk is nearly full. */
@Timeout(20)
class DiskLowTest {
    private final AtomicLong free = new AtomicLong(Long.MAX_VALUE);
    private final Engine engine =
            Engine.start(
                    new MemoryStore(),
                    2,
                    42,
                    () -> Partitions.START,
                    MissedFirings.ONCE,
                    new DiskReserve(100 << 20, free::get));
    private QueueDefinition queue;

    @BeforeEach
    void fill() throws Exception {
        queue = create("there");
        get(engine.submit(queue.id(), Partitions.message(queue.id(), "kept", 0)));
        free.set(10 << 20);
        engine.checkDisk();
    }

    @AfterEach
    void end() {
        engine.close();
    }

    private QueueDefinition create(String name) {
        var command = new QueueCommand.Create(Partitions.arn(name), Map.of(), Map.of());
        return ((QueueReply.Defined) engine.create(command).join()).queue();
    }

    private static <T> T get(CompletableFuture<T> reply) throws Exception {
        return reply.get(10, TimeUnit.SECONDS);
    }

    private static void assertRefused(ThrowingCallable call) {
        assertThatThrownBy(call)
                .rootCause()
                .isInstanceOfSatisfying(
                        ServiceException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.SERVICE_UNAVAILABLE))
                .hasMessageContaining("disk is nearly full")
                .hasMessageContaining("100 MiB");
    }

    @Test
    void whatStoresMoreIsRefused() {
        assertThat(engine.diskLow()).isTrue();
        assertThat(engine.healthy()).isTrue();
        assertRefused(
                () -> get(engine.submit(queue.id(), Partitions.message(queue.id(), "new", 0))));
        assertRefused(() -> create("new"));
        assertRefused(
                () -> get(engine.journals().append("journal", Partitions.START, new byte[] {1})));
    }

    @Test
    void whatIsThereIsReceivedCountedAndDeleted() throws Exception {
        assertThat(create("there")).isEqualTo(queue);
        var received =
                (QueueReply.Received)
                        get(
                                engine.receive(new QueueCommand.Receive(queue.id(), 10, 30), 0)
                                        .reply());
        assertThat(received.messages()).hasSize(1);
        var handle = received.messages().getFirst().handle();
        get(
                engine.submit(
                        queue.id(), new QueueCommand.DeleteMessages(queue.id(), List.of(handle))));
        var counts =
                (QueueReply.Counts)
                        get(engine.submit(queue.id(), new QueueCommand.Count(queue.id())));
        assertThat(counts.ready() + counts.inFlight()).isZero();
    }

    @Test
    void sendsGoOnByThemselvesWhenThereIsRoom() throws Exception {
        free.set(200 << 20);
        engine.checkDisk();
        get(engine.submit(queue.id(), Partitions.message(queue.id(), "new", 0)));
        assertThat(engine.diskLow()).isFalse();
    }
}
