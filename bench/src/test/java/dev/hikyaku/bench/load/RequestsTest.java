package dev.hikyaku.bench.load;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class RequestsTest {
    private static final Address ADDRESS = new Address(4566);

    @Test
    void givesEachMessageTheNextGroupAndAnIdOfItsOwn() {
        Supplier<Buffer> batch = batchOf(Grouping.fifo(3));
        JsonNode first = json(batch.get()).get("Entries");
        JsonNode second = json(batch.get()).get("Entries");
        assertThat(first).hasSize(10);
        assertThat(members(first, "MessageGroupId"))
                .startsWith("000000000000", "000000000001", "000000000002", "000000000000");
        assertThat(members(first, "MessageDeduplicationId"))
                .startsWith("000000000000", "000000000001", "000000000002", "000000000003");
        assertThat(members(second, "MessageDeduplicationId"))
                .startsWith("000000000010")
                .doesNotContainAnyElementsOf(members(first, "MessageDeduplicationId"));
        assertThat(members(second, "MessageBody")).isEqualTo(members(first, "MessageBody"));
    }

    @Test
    void givesNoIdsToAStandardQueue() {
        JsonNode entry = json(batchOf(Grouping.standard(1)).get()).get("Entries").get(0);
        assertThat(entry.propertyNames())
                .containsExactlyInAnyOrder("Id", "MessageBody", "MessageGroupId");
    }

    @Test
    void sendsTheSameRequestAgainWithoutGroups() {
        Supplier<Buffer> batch = batchOf(Grouping.NONE);
        assertThat(batch.get()).isSameAs(batch.get());
    }

    @Test
    void readsBackTheTimeThatWasStamped() {
        long before = System.nanoTime();
        String body =
                json(new Requests(ADDRESS, "q", Grouping.NONE).sendStamped("g"))
                        .get("MessageBody")
                        .asString();
        Response response =
                new Response(
                        200,
                        "{\"Messages\":[{\"Body\":\"" + body + "\"},{\"Body\":\"x\"}]}",
                        false);
        assertThat(response.stampsNanos())
                .singleElement()
                .satisfies(stamp -> assertThat(stamp - before).isBetween(0L, 60_000_000_000L));
    }

    private static Supplier<Buffer> batchOf(Grouping grouping) {
        return new Requests(ADDRESS, "q", grouping).sendBatches(20, 1).getFirst();
    }

    private static JsonNode json(Buffer request) {
        String text = request.toString(ISO_8859_1);
        return new JsonMapper().readTree(text.substring(text.indexOf("\r\n\r\n") + 4));
    }

    private static List<String> members(JsonNode entries, String name) {
        return entries.valueStream().map(entry -> entry.get(name).asString()).toList();
    }
}
