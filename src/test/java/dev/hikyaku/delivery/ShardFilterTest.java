package dev.hikyaku.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hikyaku.delivery.settings.Shard;
import dev.hikyaku.delivery.settings.WorkerSettings.Sharding;
import dev.hikyaku.delivery.source.Message;
import dev.hikyaku.model.MessageAttribute;
import dev.hikyaku.model.MessageContent;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShardFilterTest {
    private static Message message(
            String id, @Nullable String group, Map<String, MessageAttribute> attributes) {
        return new Message(
                id,
                "orders",
                "",
                new FakeSource.Name(id),
                new byte[0],
                "",
                attributes,
                1,
                0,
                0,
                null,
                group == null ? Map.of() : Map.of(MessageContent.GROUP_ID, group));
    }

    private static int shardOf(Message message, @Nullable String key) {
        int[] takers =
                IntStream.range(0, 10)
                        .filter(i ->
                                new ShardFilter(new Sharding(new Shard(i, 10), key)).ours(message))
                        .toArray();
        assertThat(takers).as("exactly one of the shards takes a message").hasSize(1);
        return takers[0];
    }

    /** Computed by another program; a change here splits the streams of running workers. */
    @ParameterizedTest
    @CsvSource({
        "'',0,1,2,652",
        "orders,0,1,8,388",
        "customer-42,1,2,9,469",
        "für,0,2,0,790",
        "7,0,2,0,230",
        "00112233-4455-4677-8899-aabbccddeeff,0,1,0,260",
    })
    void shardsOfKeys(String key, int of2, int of3, int of10, int of1000) {
        byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
        assertThat(ShardFilter.shardOf(bytes, 1)).isZero();
        assertThat(ShardFilter.shardOf(bytes, 2)).isEqualTo(of2);
        assertThat(ShardFilter.shardOf(bytes, 3)).isEqualTo(of3);
        assertThat(ShardFilter.shardOf(bytes, 10)).isEqualTo(of10);
        assertThat(ShardFilter.shardOf(bytes, 1000)).isEqualTo(of1000);
    }

    @Test
    void theAttributeGoesBeforeTheGroupAndTheGroupBeforeTheId() {
        var text = Map.of("customer", new MessageAttribute("Number", "7", null));
        var binary =
                Map.of(
                        "customer",
                        new MessageAttribute(
                                "Binary", null, "orders".getBytes(StandardCharsets.UTF_8)));

        assertThat(shardOf(message("customer-42", "orders", text), "customer")).isEqualTo(0);
        assertThat(shardOf(message("customer-42", null, binary), "customer")).isEqualTo(8);
        assertThat(shardOf(message("customer-42", "orders", text), "other")).isEqualTo(8);
        assertThat(shardOf(message("customer-42", "orders", text), null)).isEqualTo(8);
        assertThat(shardOf(message("customer-42", null, text), null)).isEqualTo(9);
    }
}
