package dev.hikyaku.definition;

import java.nio.ByteBuffer;

/**
 * A definition as the store has it.
 *
 * @param version grows with every change of it; 0 is one that is not there
 * @param json not changed afterwards
 */
public record Definition(DefinitionKey key, long version, byte[] json) {
    byte[] encode() {
        return ByteBuffer.allocate(Long.BYTES + json.length).putLong(version).put(json).array();
    }

    static Definition decode(DefinitionKey key, byte[] bytes) {
        var in = ByteBuffer.wrap(bytes);
        long version = in.getLong();
        byte[] json = new byte[in.remaining()];
        in.get(json);
        return new Definition(key, version, json);
    }
}
