package dev.hikyaku.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hikyaku.integration.Sqs.Attribute;
import dev.hikyaku.integration.Sqs.Outgoing;
import dev.hikyaku.integration.Sqs.Receive;
import dev.hikyaku.integration.Sqs.Received;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Batches: of sends, deletes and visibility changes. */
interface BatchCases extends SqsCases {
    @Test
    default void aBatchIsSentInOrder() {
        String queue = newQueue();
        var entries = new LinkedHashMap<String, Outgoing>();
        IntStream.range(0, 10).forEach(i -> entries.put("id-" + i, Outgoing.of("body " + i)));
        var result = sqs().sendBatch(queue, entries);
        assertThat(result.failedCodes()).isEmpty();
        assertThat(result.successful()).hasSize(10);
        result.successful()
                .forEach((id, sent) -> {
                    String body = Objects.requireNonNull(entries.get(id)).body();
                    assertThat(sent.md5OfBody()).isEqualTo(Digests.md5(body));
                });
        assertThat(new HashSet<>(result.successful().values())).hasSize(10);
        assertThat(sqs().receive(queue, Receive.ONE.max(10)))
                .extracting(Received::body)
                .containsExactlyElementsOf(
                        IntStream.range(0, 10).mapToObj(i -> "body " + i).toList());
    }

    @Test
    default void badEntriesOfABatchLeaveTheGoodOnesAlone() {
        String queue = newQueue();
        var entries = new LinkedHashMap<String, Outgoing>();
        entries.put("good-1", Outgoing.of("good 1"));
        entries.put("control-character", Outgoing.of("bell \u0007"));
        entries.put("too-late", Outgoing.of("x").delayed(901));
        entries.put(
                "no-number", Outgoing.of("x").with(Map.of("n", Attribute.of("Number", "seven"))));
        entries.put("good-2", Outgoing.of("good 2").delayed(0));
        var result = sqs().sendBatch(queue, entries);
        assertThat(result.successful().keySet()).containsExactly("good-1", "good-2");
        assertThat(result.failedCodes())
                .isEqualTo(
                        Map.of(
                                "control-character", "InvalidMessageContents",
                                "too-late", "InvalidParameterValue",
                                "no-number", "InvalidParameterValue"));
        assertThat(sqs().receive(queue, Receive.ONE.max(10)))
                .extracting(Received::body)
                .containsExactly("good 1", "good 2");
    }

    @Test
    default void aBatchOfDeletesReportsTheBadOnes() {
        String queue = newQueue();
        send(queue, "1", "2");
        List<Received> received = sqs().receive(queue, Receive.ONE.max(10));
        var handles = new LinkedHashMap<String, String>();
        handles.put("first", received.get(0).handle());
        handles.put("bad", "no handle");
        handles.put("second", received.get(1).handle());
        var result = sqs().deleteBatch(queue, handles);
        assertThat(result.successful().keySet()).containsExactlyInAnyOrder("first", "second");
        assertThat(result.failedCodes()).isEqualTo(Map.of("bad", "ReceiptHandleIsInvalid"));
        assertThat(counts(queue)).isEqualTo(counts(0, 0, 0));
    }

    @Test
    default void aBatchOfVisibilityChangesReportsTheBadOnes() {
        String queue = newQueue();
        send(queue, "1", "2");
        List<Received> received = sqs().receive(queue, Receive.ONE.max(10));
        sqs().delete(queue, received.get(1).handle());
        var handles = new LinkedHashMap<String, String>();
        handles.put("there", received.get(0).handle());
        handles.put("deleted", received.get(1).handle());
        handles.put("bad", "no handle");
        var result = sqs().changeVisibilityBatch(queue, handles, 0);
        assertThat(result.successful().keySet()).containsExactly("there");
        assertThat(result.failedCodes())
                .isEqualTo(
                        Map.of(
                                "deleted",
                                "InvalidParameterValue",
                                "bad",
                                "ReceiptHandleIsInvalid"));
        assertThat(counts(queue)).isEqualTo(counts(1, 0, 0));
    }
}
