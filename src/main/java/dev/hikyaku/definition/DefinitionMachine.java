package dev.hikyaku.definition;

import dev.hikyaku.store.Bytes;
import dev.hikyaku.store.Cursor;
import dev.hikyaku.store.Kv;
import dev.hikyaku.store.PartitionKeys;
import dev.hikyaku.store.Space;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/**
 * The definitions of one partition, as a deterministic state machine: documents that change only
 * from the version that their writer has seen. What they say is their writers' business. Nothing is
 * held in memory.
 */
public final class DefinitionMachine {
    private static final byte DEFINITION = 'D';

    private final byte[] prefix;

    public DefinitionMachine(int partition) {
        byte[] owner = PartitionKeys.prefix(partition, 0);
        this.prefix = ByteBuffer.allocate(owner.length + 1).put(owner).put(DEFINITION).array();
    }

    /** Reads all there are. */
    public void forEach(Kv kv, Consumer<Definition> reader) {
        try (Cursor cursor = kv.scan(Space.META, prefix, Bytes.endOfPrefix(prefix))) {
            while (cursor.next()) {
                var key = DefinitionKey.of(cursor.key(), prefix.length);
                reader.accept(Definition.decode(key, cursor.value()));
            }
        }
    }

    /**
     * Applies a command.
     *
     * @param sequence greater than any before in this partition; the version of what it writes
     */
    public DefinitionReply apply(Kv kv, DefinitionCommand command, long sequence) {
        return switch (command) {
            case DefinitionCommand.Put put -> put(kv, put, sequence);
            case DefinitionCommand.Remove remove -> remove(kv, remove);
            case DefinitionCommand.RemoveHome remove -> removeHome(kv, remove.home());
        };
    }

    private DefinitionReply put(Kv kv, DefinitionCommand.Put put, long sequence) {
        byte[] key = key(put.key().bytes());
        if (version(kv, key) != put.expectedVersion()) {
            return new DefinitionReply.Conflict();
        }
        var definition = new Definition(put.key(), sequence, put.json());
        kv.put(Space.META, key, definition.encode());
        return new DefinitionReply.Stored(definition);
    }

    private DefinitionReply remove(Kv kv, DefinitionCommand.Remove remove) {
        byte[] key = key(remove.key().bytes());
        if (version(kv, key) != remove.expectedVersion()) {
            return new DefinitionReply.Conflict();
        }
        kv.delete(Space.META, key);
        return new DefinitionReply.Removed(remove.key());
    }

    private DefinitionReply removeHome(Kv kv, String home) {
        byte[] from = key(DefinitionKey.prefix(home));
        kv.deleteRange(Space.META, from, Bytes.endOfPrefix(from));
        return new DefinitionReply.RemovedHome(home);
    }

    private static long version(Kv kv, byte[] key) {
        byte[] value = kv.get(Space.META, key);
        return value == null ? 0 : ByteBuffer.wrap(value).getLong();
    }

    private byte[] key(byte[] bytes) {
        return ByteBuffer.allocate(prefix.length + bytes.length).put(prefix).put(bytes).array();
    }
}
