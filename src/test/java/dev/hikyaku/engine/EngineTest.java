package dev.hikyaku.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hikyaku.model.ErrorCode;
import dev.hikyaku.model.ServiceException;
import dev.hikyaku.queue.QueueCommand;
import dev.hikyaku.queue.QueueDefinition;
import dev.hikyaku.queue.QueueReply;
import dev.hikyaku.queue.ReceivedMessage;
import dev.hikyaku.store.FaultyStore;
import dev.hikyaku.store.MemoryStore;
import dev.hikyaku.store.RocksStore;
import dev.hikyaku.store.Store;
import dev.hikyaku.store.StoreException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The engine with its threads, over several partitions. */
@Timeout(20)
class EngineTest {
    private static final int PARTITIONS = 4;

    private final AtomicLong clock = new AtomicLong(Partitions.START);

    private Engine start(Store store) {
        return Engine.start(store, PARTITIONS, 42, clock::get);
    }

    private static QueueReply get(CompletableFuture<QueueReply> reply) {
        try {
            return reply.get(10, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw (ServiceException) Partition.cause(e);
        } catch (InterruptedException | TimeoutException e) {
            throw new AssertionError("no answer", e);
        }
    }

    private static QueueDefinition create(
            Engine engine, String name, Map<String, String> attributes) {
        var command = new QueueCommand.Create(Partitions.arn(name), attributes, Map.of());
        return ((QueueReply.Defined) get(engine.create(command))).queue();
    }

    private static void send(Engine engine, long queue, String body) {
        get(engine.submit(queue, Partitions.message(queue, body, 0)));
    }

    private static List<ReceivedMessage> receive(Engine engine, long queue, long waitMillis) {
        var command = new QueueCommand.Receive(queue, 10, 0);
        var reply = (QueueReply.Received) get(engine.receive(command, waitMillis).reply());
        return reply.messages();
    }

    private static List<QueueDefinition> createMany(Engine engine, int count) {
        var queues = new ArrayList<QueueDefinition>();
        for (int i = 0; i < count; i++) {
            queues.add(create(engine, "q" + i, Map.of()));
        }
        return queues;
    }

    @Test
    void queuesSpreadOverThePartitionsAndStandInTheCatalog() {
        try (var engine = start(new MemoryStore())) {
            var queues = createMany(engine, 40);
            var partitions = new HashSet<Long>();
            queues.forEach(queue -> partitions.add(queue.id() >>> 48));

            assertThat(partitions).hasSize(PARTITIONS);
            assertThat(engine.catalog().queues()).containsExactlyInAnyOrderElementsOf(queues);
        }
    }

    @Test
    void nameLeadsToTheSameQueueAfterARestart() {
        var store = new MemoryStore();
        List<QueueDefinition> before;
        try (var engine = start(store)) {
            before = createMany(engine, 10);
        }
        try (var engine = start(store)) {
            assertThat(engine.catalog().queues())
                    .extracting(QueueDefinition::id)
                    .containsExactlyInAnyOrderElementsOf(
                            before.stream().map(QueueDefinition::id).toList());
            assertThat(createMany(engine, 10))
                    .extracting(QueueDefinition::id)
                    .isEqualTo(before.stream().map(QueueDefinition::id).toList());
        }
    }

    @Test
    void deadLettersReachTheirQueueInAnyPartition() {
        try (var engine = start(new MemoryStore())) {
            QueueDefinition dead = create(engine, "dead", Map.of());
            for (int i = 0; i < 12; i++) {
                long source = create(engine, "s" + i, Partitions.redrive("dead", 1)).id();
                send(engine, source, "m" + i);
                assertThat(receive(engine, source, 0)).hasSize(1);
                assertThat(receive(engine, source, 0)).isEmpty();
            }
            var arrived = new HashSet<String>();
            while (arrived.size() < 12) {
                receive(engine, dead.id(), 10_000)
                        .forEach(m -> arrived.add(m.message().content().body()));
            }
            assertThat(arrived).hasSize(12);
        }
    }

    @Test
    void deadLetterOnItsWayArrivesOnceThoughTheServerStops(@TempDir Path path) {
        int count = 20;
        long dead;
        try (var store = RocksStore.open(path);
                var engine = start(store)) {
            dead = create(engine, "dead", Map.of()).id();
            for (int i = 0; i < count; i++) {
                long source = create(engine, "s" + i, Partitions.redrive("dead", 1)).id();
                send(engine, source, "m" + i);
                receive(engine, source, 0);
                engine.receive(new QueueCommand.Receive(source, 1, 0), 0);
            }
        }
        try (var store = RocksStore.open(path);
                var engine = start(store)) {
            var ids = new HashSet<String>();
            while (ids.size() < count) {
                receive(engine, dead, 10_000).forEach(m -> ids.add(m.message().content().body()));
            }
            var counts = (QueueReply.Counts) get(engine.submit(dead, new QueueCommand.Count(dead)));
            assertThat(counts.ready() + counts.inFlight()).isEqualTo(count);
        }
    }

    @Test
    void longPollIsAnsweredByAThreadThatSends() {
        try (var engine = start(new MemoryStore())) {
            long queue = create(engine, "q", Map.of()).id();
            var waiter = engine.receive(new QueueCommand.Receive(queue, 1, null), 20_000);
            send(engine, queue, "a");

            assertThat(((QueueReply.Received) get(waiter.reply())).messages()).hasSize(1);
        }
    }

    @Test
    void closeAnswersWhatWaitsAndRefusesWhatComesLater() {
        var engine = start(new MemoryStore());
        long queue = create(engine, "q", Map.of()).id();
        var waiter = engine.receive(new QueueCommand.Receive(queue, 1, null), 20_000);
        engine.close();

        assertThat(((QueueReply.Received) get(waiter.reply())).messages()).isEmpty();
        assertThatThrownBy(() -> send(engine, queue, "late"))
                .isInstanceOfSatisfying(
                        ServiceException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.REQUEST_THROTTLED));
    }

    @Test
    void refusesWhatComesWhileItsInboxIsFullAndLosesNothingOfTheRest() {
        var store = new FaultyStore(new MemoryStore());
        try (var engine = start(store)) {
            long queue = create(engine, "q", Map.of()).id();
            var disk = new CountDownLatch(1);
            store.awaited = disk;
            var sent = new ArrayList<CompletableFuture<QueueReply>>();
            for (int i = 0; i < 2 * PartitionThread.INBOX_MAX + 1; i++) {
                sent.add(engine.submit(queue, Partitions.message(queue, "m" + i, 0)));
            }
            List<CompletableFuture<QueueReply>> refused =
                    sent.stream().filter(CompletableFuture::isCompletedExceptionally).toList();
            disk.countDown();

            sent.removeIf(CompletableFuture::isCompletedExceptionally);
            assertThat(sent).hasSizeGreaterThanOrEqualTo(PartitionThread.INBOX_MAX);
            assertThat(refused).isNotEmpty();
            assertThatThrownBy(() -> get(refused.getFirst()))
                    .isInstanceOfSatisfying(
                            ServiceException.class,
                            e -> assertThat(e.code()).isEqualTo(ErrorCode.REQUEST_THROTTLED));
            sent.forEach(EngineTest::get);
            var counts =
                    (QueueReply.Counts) get(engine.submit(queue, new QueueCommand.Count(queue)));
            assertThat(counts.ready()).isEqualTo(sent.size());
        }
    }

    @Test
    void everythingAcknowledgedBeforeACloseIsThereAfterIt() {
        var store = new MemoryStore();
        long queue;
        try (var engine = start(store)) {
            queue = create(engine, "q", Map.of()).id();
            for (int i = 0; i < 100; i++) {
                engine.submit(queue, Partitions.message(queue, "m" + i, 0));
            }
        }
        try (var engine = start(store)) {
            var counts =
                    (QueueReply.Counts) get(engine.submit(queue, new QueueCommand.Count(queue)));
            assertThat(counts.ready()).isEqualTo(100);
        }
    }

    @Test
    void engineIsUnhealthyOnceTheDiskRefused() {
        var store = new FaultyStore(new MemoryStore());
        try (var engine = start(store)) {
            long queue = create(engine, "q", Map.of()).id();
            assertThat(engine.healthy()).isTrue();
            store.nextSync = new StoreException("I/O error");

            assertThatThrownBy(() -> send(engine, queue, "a"))
                    .isInstanceOfSatisfying(
                            ServiceException.class,
                            e -> assertThat(e.code()).isEqualTo(ErrorCode.SERVICE_UNAVAILABLE));
            assertThat(engine.healthy()).isFalse();
        }
    }

    @Test
    void queueOfAPartitionThatIsNotThereDoesNotExist() {
        try (var engine = start(new MemoryStore())) {
            long queue = (long) PARTITIONS << 48;

            assertThatThrownBy(() -> send(engine, queue, "a"))
                    .isInstanceOfSatisfying(
                            ServiceException.class,
                            e -> assertThat(e.code()).isEqualTo(ErrorCode.QUEUE_DOES_NOT_EXIST));
        }
    }
}
