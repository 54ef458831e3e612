package dev.hikyaku.queue;

import dev.hikyaku.store.Cursor;
import dev.hikyaku.store.Space;
import java.util.Objects;

/** The messages themselves, by number. */
final class Messages {
    private final Keys keys;

    Messages(Keys keys) {
        this.keys = keys;
    }

    void put(Step step, QueueState queue, long number, StoredMessage message) {
        step.kv().put(Space.MESSAGES, keys.message(queue.storage(), number), message.bytes());
    }

    StoredMessage get(Step step, QueueState queue, long number) {
        byte[] bytes = step.kv().get(Space.MESSAGES, keys.message(queue.storage(), number));
        return StoredMessage.decode(
                Objects.requireNonNull(bytes, "the index has a message that the store has not"));
    }

    boolean has(Step step, QueueState queue, long number) {
        return step.kv().get(Space.MESSAGES, keys.message(queue.storage(), number)) != null;
    }

    void delete(Step step, QueueState queue, long number) {
        step.kv().delete(Space.MESSAGES, keys.message(queue.storage(), number));
    }

    /** The messages from a number on, in order of their numbers. */
    Cursor scan(Step step, QueueState queue, long from) {
        return step.kv()
                .scan(
                        Space.MESSAGES,
                        keys.message(queue.storage(), from),
                        keys.message(queue.storage(), Long.MAX_VALUE));
    }
}
