package dev.hikyaku.broker.push;

import dev.hikyaku.engine.Catalog;
import dev.hikyaku.engine.Engine;
import dev.hikyaku.model.MessageContent;
import dev.hikyaku.model.QueueArn;
import dev.hikyaku.model.QueueAttributes;
import dev.hikyaku.model.ServiceException;
import dev.hikyaku.queue.MessageCodec;
import dev.hikyaku.queue.QueueCommand;
import dev.hikyaku.queue.QueueDefinition;
import dev.hikyaku.queue.QueueReply;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Sends messages into queues by their ARNs, as a client of SQS would. */
public record QueueSender(Catalog catalog, Way way) {
    /** The way to the partition of a queue. */
    public interface Way {
        CompletableFuture<QueueReply> submit(long queue, QueueCommand command);
    }

    public QueueSender(Engine engine) {
        this(engine.catalog(), engine::submit);
    }

    /**
     * Sends a message.
     *
     * @param content its group and its deduplication id are among its system attributes, where the
     *     queue is FIFO
     * @return the message is on disk when it completes. Fails with {@link ServiceException}: there
     *     is no such queue, it needs a group, the message is too large for it, or the server has
     *     too much to do
     */
    public CompletableFuture<QueueReply.Sent.Message> send(QueueArn arn, MessageContent content) {
        try {
            QueueDefinition queue = catalog.require(arn);
            return way.submit(queue.id(), command(queue, content))
                    .thenApply(reply -> ((QueueReply.Sent) reply).messages().getFirst());
        } catch (ServiceException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private static QueueCommand.Send command(QueueDefinition queue, MessageContent content) {
        byte[] body = content.body().getBytes(StandardCharsets.UTF_8);
        checkSize(queue.attributes(), content, body.length);
        String group = content.systemAttributes().get(MessageContent.GROUP_ID);
        String id = deduplicationId(queue.attributes(), content, group, body);
        var message =
                new QueueCommand.NewMessage(
                        MessageCodec.encode(content.withDeduplicationId(id), body),
                        queue.attributes().delaySeconds(),
                        group,
                        id);
        return new QueueCommand.Send(queue.id(), List.of(message));
    }

    private static void checkSize(QueueAttributes queue, MessageContent content, int body) {
        int size = body;
        for (var attribute : content.attributes().entrySet()) {
            size += attribute.getValue().sizeBytes(attribute.getKey());
        }
        if (size > queue.maximumMessageSize()) {
            throw ServiceException.invalidParameter(
                    "The message has "
                            + size
                            + " bytes; the queue takes "
                            + queue.maximumMessageSize()
                            + ".");
        }
    }

    private static @Nullable String deduplicationId(
            QueueAttributes queue, MessageContent content, @Nullable String group, byte[] body) {
        if (!queue.fifo()) {
            return null;
        }
        if (group == null) {
            throw ServiceException.missingParameter("MessageGroupId");
        }
        String id = content.systemAttributes().get(MessageContent.DEDUPLICATION_ID);
        if (id == null && !queue.contentBasedDeduplication()) {
            throw ServiceException.invalidParameter(
                    "The queue should either have ContentBasedDeduplication enabled or"
                            + " MessageDeduplicationId provided explicitly");
        }
        return id == null ? QueueAttributes.contentId(body) : id;
    }
}
