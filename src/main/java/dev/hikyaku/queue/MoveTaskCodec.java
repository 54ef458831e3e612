package dev.hikyaku.queue;

import dev.hikyaku.model.QueueArn;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Move tasks as JSON. Fields that a newer version added are passed over. */
final class MoveTaskCodec {
    private record Stored(
            long number,
            @Nullable String destination,
            @Nullable Integer maxPerSecond,
            MoveTask.Status status,
            long moved,
            long toMove,
            long startedAtMillis,
            long pacedUntilMillis,
            @Nullable String failureReason) {}

    private static final JsonMapper JSON =
            JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

    private MoveTaskCodec() {}

    static byte[] encode(MoveTask task) {
        QueueArn destination = task.destination();
        return JSON.writeValueAsBytes(
                new Stored(
                        task.number(),
                        destination == null ? null : destination.toString(),
                        task.maxPerSecond(),
                        task.status(),
                        task.moved(),
                        task.toMove(),
                        task.startedAtMillis(),
                        task.pacedUntilMillis(),
                        task.failureReason()));
    }

    static MoveTask decode(byte[] json) {
        Stored stored = JSON.readValue(json, Stored.class);
        return new MoveTask(
                stored.number,
                stored.destination == null ? null : QueueArn.parse(stored.destination),
                stored.maxPerSecond,
                stored.status,
                stored.moved,
                stored.toMove,
                stored.startedAtMillis,
                stored.pacedUntilMillis,
                stored.failureReason);
    }
}
