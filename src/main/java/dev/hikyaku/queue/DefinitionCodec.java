package dev.hikyaku.queue;

import dev.hikyaku.model.QueueArn;
import dev.hikyaku.model.QueueAttributes;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Definitions as JSON. Fields that a newer version added are passed over; queue attributes that it
 * added are kept.
 */
final class DefinitionCodec {
    private record Stored(
            long id,
            long storage,
            String arn,
            Map<String, String> attributes,
            Map<String, String> tags,
            long createdAtMillis,
            long modifiedAtMillis,
            long purgedAtMillis) {}

    private static final JsonMapper JSON =
            JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

    private DefinitionCodec() {}

    static byte[] encode(QueueDefinition queue) {
        return JSON.writeValueAsBytes(
                new Stored(
                        queue.id(),
                        queue.storage(),
                        queue.arn().toString(),
                        queue.attributes().toMap(),
                        new TreeMap<>(queue.tags()),
                        queue.createdAtMillis(),
                        queue.modifiedAtMillis(),
                        queue.purgedAtMillis()));
    }

    static QueueDefinition decode(byte[] json) {
        Stored stored = JSON.readValue(json, Stored.class);
        return new QueueDefinition(
                stored.id,
                stored.storage,
                QueueArn.parse(stored.arn),
                QueueAttributes.ofStored(stored.attributes),
                stored.tags,
                stored.createdAtMillis,
                stored.modifiedAtMillis,
                stored.purgedAtMillis);
    }
}
