package dev.hikyaku.delivery;

import dev.hikyaku.delivery.source.EngineSource;
import dev.hikyaku.engine.Engine;
import dev.hikyaku.model.MessageAttribute;
import dev.hikyaku.model.MessageContent;
import dev.hikyaku.model.QueueArn;
import dev.hikyaku.queue.MessageCodec;
import dev.hikyaku.queue.QueueCommand;
import dev.hikyaku.queue.QueueReply;
import dev.hikyaku.store.MemoryStore;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** A queue of a real engine whose time passes only when a test says so. */
final class EngineQueue implements AutoCloseable {
    static final QueueArn ARN = new QueueArn("us-east-1", "000000000000", "orders");

    private final AtomicLong time = new AtomicLong(System.currentTimeMillis());
    final Engine engine = Engine.start(new MemoryStore(), 2, 1, time::get);
    private long queue;

    EngineQueue create(Map<String, String> attributes) {
        var defined =
                (QueueReply.Defined)
                        Waiting.result(
                                engine.create(new QueueCommand.Create(ARN, attributes, Map.of())));
        queue = defined.queue().id();
        return this;
    }

    EngineSource source() {
        return new EngineSource(engine, ARN);
    }

    List<UUID> send(String... bodies) {
        return sendAll(Arrays.stream(bodies).map(body -> message(body, Map.of())).toList());
    }

    UUID send(String body, Map<String, MessageAttribute> attributes) {
        return sendAll(List.of(message(body, attributes))).getFirst();
    }

    private List<UUID> sendAll(List<QueueCommand.NewMessage> messages) {
        var sent =
                (QueueReply.Sent)
                        Waiting.result(
                                engine.submit(queue, new QueueCommand.Send(queue, messages)));
        return sent.messages().stream().map(QueueReply.Sent.Message::id).toList();
    }

    private static QueueCommand.NewMessage message(
            String body, Map<String, MessageAttribute> attributes) {
        var content =
                new MessageContent(
                        body, "0".repeat(32), new TreeMap<>(attributes), Map.of(), "AIDASENDER");
        return new QueueCommand.NewMessage(MessageCodec.encode(content), 0);
    }

    static QueueCommand.NewMessage grouped(String group, String body) {
        var content =
                new MessageContent(
                        body,
                        "0".repeat(32),
                        new TreeMap<>(),
                        Map.of(MessageContent.GROUP_ID, group),
                        null);
        return new QueueCommand.NewMessage(MessageCodec.encode(content), 0, group, body);
    }

    QueueReply.Counts counts() {
        return (QueueReply.Counts)
                Waiting.result(engine.submit(queue, new QueueCommand.Count(queue)));
    }

    long receives() {
        var stats = engine.stats(queue);
        return stats == null ? 0 : stats.received().sum();
    }

    /** Lets engine time pass, so that back-offs and visibility timeouts end. */
    void advance(long millis) {
        time.addAndGet(millis);
        counts(); // the engine looks at its clock when something comes in
    }

    @Override
    public void close() {
        engine.close();
    }
}
