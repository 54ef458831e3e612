package dev.hikyaku.schedule;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.hikyaku.model.Digests;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * A schedule as bytes: version (1 byte), then id, slot, due time, anchor, last slot, times of
 * creation and of the last change, and token (8 bytes each, big-endian), then what its owner wants
 * as JSON, without what was not said. Members that a newer version added are passed over.
 */
final class ScheduleCodec {
    private static final byte VERSION = 1;
    private static final int HEAD = 1 + 8 * Long.BYTES;
    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .changeDefaultPropertyInclusion(
                            inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                    .build();

    private ScheduleCodec() {}

    static byte[] encode(StoredSchedule stored) {
        byte[] json = JSON.writeValueAsBytes(stored.schedule());
        return ByteBuffer.allocate(HEAD + json.length)
                .put(VERSION)
                .putLong(stored.id())
                .putLong(stored.slot())
                .putLong(stored.dueAt())
                .putLong(stored.anchor())
                .putLong(stored.lastSlot())
                .putLong(stored.createdAt())
                .putLong(stored.modifiedAt())
                .putLong(stored.token())
                .put(json)
                .array();
    }

    static StoredSchedule decode(ScheduleName name, byte[] bytes) {
        var in = ByteBuffer.wrap(bytes);
        byte version = in.get();
        if (version != VERSION) {
            throw new IllegalStateException("schedule of unknown version " + version);
        }
        Schedule schedule = JSON.readValue(bytes, HEAD, bytes.length - HEAD, Schedule.class);
        return new StoredSchedule(
                name,
                schedule,
                in.getLong(),
                in.getLong(),
                in.getLong(),
                in.getLong(),
                in.getLong(),
                in.getLong(),
                in.getLong(),
                in.getLong());
    }

    /** A client's token, made short; 0 for none. */
    static long token(@Nullable String clientToken) {
        return clientToken == null
                ? 0
                : ByteBuffer.wrap(
                                Digests.sha256()
                                        .digest(clientToken.getBytes(StandardCharsets.UTF_8)))
                        .getLong();
    }
}
