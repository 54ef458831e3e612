package dev.hikyaku.queue;

import dev.hikyaku.store.Outbox;
import java.nio.ByteBuffer;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What an outbox entry carries, to be read by a simulation.
 *
 * @param from the ARN of the queue that it leaves; empty for what a state machine sends
 * @param id the message's; null for what a state machine sends
 */
public record Transit(
        Kind kind,
        String from,
        String target,
        String body,
        @Nullable UUID id,
        int receiveCount,
        @Nullable String group,
        @Nullable String deduplicationId) {
    /** Why it is on its way. */
    public enum Kind {
        DEAD_LETTER,
        MOVE,
        RETURN,
        PARCEL
    }

    public static Transit of(Outbox.Entry entry) {
        if (Parcel.is(entry.payload())) {
            var content =
                    MessageCodec.decode(ByteBuffer.wrap(Parcel.decode(entry.payload()).content()));
            return new Transit(
                    Kind.PARCEL,
                    "",
                    entry.target(),
                    content.body(),
                    null,
                    0,
                    content.systemAttributes().get("MessageGroupId"),
                    content.systemAttributes().get("MessageDeduplicationId"));
        }
        Transfer transfer = Transfer.decode(entry.payload());
        var content = transfer.message().content();
        return new Transit(
                Kind.valueOf(transfer.kind().name()),
                transfer.from().toString(),
                entry.target(),
                content.body(),
                transfer.message().id(),
                transfer.receiveCount(),
                content.systemAttributes().get("MessageGroupId"),
                null);
    }

    /** The body of a message that is sent. */
    public static String body(QueueCommand.NewMessage message) {
        return MessageCodec.decode(ByteBuffer.wrap(message.content())).body();
    }
}
