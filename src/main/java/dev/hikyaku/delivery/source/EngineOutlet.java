package dev.hikyaku.delivery.source;

import dev.hikyaku.engine.Engine;
import dev.hikyaku.model.Limits;
import dev.hikyaku.model.MessageContent;
import dev.hikyaku.model.QueueArn;
import dev.hikyaku.queue.MessageCodec;
import dev.hikyaku.queue.QueueCommand;
import dev.hikyaku.queue.QueueDefinition;
import dev.hikyaku.queue.QueueReply;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** A queue of the engine in this process, for what the daemon sends. */
final class EngineOutlet implements Outlet {
    private final Engine engine;
    private final QueueArn arn;

    EngineOutlet(Engine engine, QueueArn arn) {
        this.engine = engine;
        this.arn = arn;
    }

    private CompletableFuture<QueueReply> submit(Function<QueueDefinition, QueueCommand> command) {
        QueueDefinition queue = engine.catalog().find(arn);
        return queue == null
                ? CompletableFuture.failedFuture(
                        new SourceException("the queue " + arn + " does not exist"))
                : engine.submit(queue.id(), command.apply(queue));
    }

    @Override
    public CompletableFuture<Void> send(Outgoing message) {
        return submit(queue -> new QueueCommand.Send(queue.id(), List.of(stored(message, queue))))
                .thenAccept(sent -> {});
    }

    private static QueueCommand.NewMessage stored(Outgoing message, QueueDefinition queue) {
        byte[] body = message.body().getBytes(StandardCharsets.UTF_8);
        var system = new LinkedHashMap<String, String>();
        if (message.groupId() != null) {
            system.put(MessageContent.GROUP_ID, message.groupId());
        }
        if (message.deduplicationId() != null) {
            system.put(MessageContent.DEDUPLICATION_ID, message.deduplicationId());
        }
        var content =
                new MessageContent(
                        message.body(),
                        md5(body),
                        new TreeMap<>(message.attributes()),
                        system,
                        null);
        return new QueueCommand.NewMessage(
                MessageCodec.encode(content, body),
                queue.attributes().delaySeconds(),
                message.groupId(),
                message.deduplicationId());
    }

    private static String md5(byte[] body) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(body));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has MD5", e);
        }
    }

    @Override
    public CompletableFuture<Boolean> isEmpty() {
        return submit(queue -> new QueueCommand.Count(queue.id()))
                .thenApply(reply ->
                        reply instanceof QueueReply.Counts counts
                                && counts.ready() + counts.inFlight() + counts.delayed() == 0);
    }

    @Override
    public CompletableFuture<Queue> fifoQueue(String name) {
        var beside = new QueueArn(arn.region(), arn.account(), name);
        var queue = new Queue(new EngineSource(engine, beside), new EngineOutlet(engine, beside));
        return engine.catalog().find(beside) != null
                ? CompletableFuture.completedFuture(queue)
                : engine.create(new QueueCommand.Create(beside, fifo(), Map.of()))
                        .thenApply(made -> queue);
    }

    private static Map<String, String> fifo() {
        return Map.of(
                "FifoQueue",
                "true",
                "MessageRetentionPeriod",
                Integer.toString(Limits.RETENTION_SECONDS_MAX));
    }

    /** The engine is its owner's to close. */
    @Override
    public void close() {}
}
