package dev.hikyaku.integration.power;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hikyaku.engine.Engine;
import dev.hikyaku.engine.Kind;
import dev.hikyaku.integration.power.Promises.Found;
import dev.hikyaku.model.MessageContent;
import dev.hikyaku.queue.MessageCodec;
import dev.hikyaku.queue.QueueCommand;
import dev.hikyaku.queue.QueueDefinition;
import dev.hikyaku.queue.QueueReply;
import dev.hikyaku.queue.ReceivedMessage;
import dev.hikyaku.store.DataDirectory;
import dev.hikyaku.store.RocksStore;
import dev.hikyaku.topic.Topic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The store and the engine, opened on what a power cut has left. */
final class Recovery implements AutoCloseable {
    /** Later than every visibility timeout and every schedule of the load. */
    private static final Duration LATER = Duration.ofHours(2);

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int HOUR = 3600;

    /** Queues that others feed. */
    private static final Set<String> FED = Set.of("dead", "due");

    private final DataDirectory directory;
    private final RocksStore store;
    private final Engine engine;

    private Recovery(DataDirectory directory, RocksStore store) {
        this.directory = directory;
        this.store = store;
        this.engine =
                Engine.start(
                        store,
                        directory.partitions(),
                        directory.salt(),
                        () -> System.currentTimeMillis() + LATER.toMillis());
    }

    static Recovery of(Path data) {
        var directory = DataDirectory.open(data, 4);
        try {
            return new Recovery(directory, RocksStore.open(directory.storePath()));
        } catch (RuntimeException e) {
            directory.close();
            throw e;
        }
    }

    /** Holds everything that is there against what was promised. Takes it all out. */
    void check(Promises promises) {
        for (String topic : promises.topics()) {
            assertThat(
                            engine.definitions()
                                    .list(new Kind<>("topic", Topic.class), topic, null, null))
                    .as("topic %s", topic)
                    .hasSize(1);
        }
        var found = new ArrayList<Found>();
        for (QueueDefinition queue : engine.catalog().queues()) {
            String name = queue.arn().name();
            if (!name.startsWith(".") && !FED.contains(name)) {
                found.addAll(drain(queue, name.equals("once") ? -1 : count(queue)));
            }
        }
        found.addAll(arriving("dead", found, promises));
        found.addAll(arriving("due", found, promises));
        promises.assertKept(found);
    }

    private long count(QueueDefinition queue) {
        var counts =
                (QueueReply.Counts)
                        get(engine.submit(queue.id(), new QueueCommand.Count(queue.id())));
        return counts.ready() + counts.inFlight() + counts.delayed();
    }

    private List<Found> drain(QueueDefinition queue, long counted) {
        var found = new ArrayList<Found>();
        List<ReceivedMessage> some = receive(queue);
        while (!some.isEmpty()) {
            for (ReceivedMessage message : some) {
                String body = message.message().content().body();
                found.add(new Found(queue.arn().name(), body.strip(), message.receiveCount()));
            }
            var handles = some.stream().map(ReceivedMessage::handle).toList();
            get(engine.submit(queue.id(), new QueueCommand.DeleteMessages(queue.id(), handles)));
            some = receive(queue);
        }
        if (counted >= 0) {
            assertThat(found).as("what %s counts", queue.arn().name()).hasSize((int) counted);
        }
        return found;
    }

    private List<ReceivedMessage> receive(QueueDefinition queue) {
        var command = new QueueCommand.Receive(queue.id(), 10, HOUR);
        return ((QueueReply.Received) get(engine.receive(command, 0).reply())).messages();
    }

    /** Outboxes are on their way to this queue: waits until what is owed has come. */
    private List<Found> arriving(String name, List<Found> before, Promises promises) {
        var found = new ArrayList<Found>();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        do {
            find(name).forEach(queue -> found.addAll(drain(queue, -1)));
        } while (!promises.kept(name, before, found) && System.nanoTime() < deadline);
        return found;
    }

    private Stream<QueueDefinition> find(String name) {
        return engine.catalog().queues().stream().filter(queue -> queue.arn().name().equals(name));
    }

    /** Sends to a queue and waits for the answers. */
    void send(String name, List<String> bodies) {
        QueueDefinition queue = find(name).findFirst().orElseThrow();
        for (String body : bodies) {
            var content = MessageContent.of(body, new TreeMap<>(), Map.of(), null);
            var message = new QueueCommand.NewMessage(MessageCodec.encode(content), 0);
            get(engine.submit(queue.id(), new QueueCommand.Send(queue.id(), List.of(message))));
        }
    }

    private static QueueReply get(CompletableFuture<QueueReply> reply) {
        try {
            return reply.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError("the engine does not answer: " + e, e);
        }
    }

    /** The files of a folder as they are now. */
    static void copy(Path from, Path to) throws IOException {
        try (var files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        }
    }

    @Override
    public void close() {
        engine.close();
        store.close();
        directory.close();
    }
}
