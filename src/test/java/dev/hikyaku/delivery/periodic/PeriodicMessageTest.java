package dev.hikyaku.delivery.periodic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hikyaku.delivery.source.Handle;
import dev.hikyaku.delivery.source.Message;
import dev.hikyaku.delivery.source.Outgoing;
import dev.hikyaku.model.MessageAttribute;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class PeriodicMessageTest {
    private record Name(String text) implements Handle {}

    private static final PeriodicMessage RUN =
            PeriodicMessage.of(
                    new PeriodicTask("audit", "/audit", Schedule.parse("0 23 * * *")),
                    Instant.parse("2026-11-22T23:00:00Z"));

    private static Message received(Map<String, MessageAttribute> attributes) {
        Outgoing sent = RUN.outgoing();
        return new Message(
                "id",
                "orders",
                "",
                new Name("handle"),
                sent.body().getBytes(StandardCharsets.UTF_8),
                "",
                attributes,
                1,
                0,
                0,
                null,
                Map.of());
    }

    @Test
    void whoeverReceivesItKnowsIt() {
        assertThat(PeriodicMessage.of(received(RUN.outgoing().attributes()))).isEqualTo(RUN);
        assertThat(RUN).isEqualTo(new PeriodicMessage("audit", "/audit", "2026-11-22T23:00:00Z"));
    }

    @Test
    void anyOtherMessageIsNone() {
        assertThat(PeriodicMessage.of(received(Map.of()))).isNull();
        for (String missing : RUN.outgoing().attributes().keySet()) {
            var attributes = new TreeMap<>(RUN.outgoing().attributes());
            attributes.remove(missing);
            assertThat(PeriodicMessage.of(received(attributes))).as(missing).isNull();
        }
        var elsewhere = new TreeMap<>(RUN.outgoing().attributes());
        elsewhere.put("HikyakuTaskPath", new MessageAttribute("String", "@evil.example/", null));
        assertThat(PeriodicMessage.of(received(elsewhere))).isNull();
    }
}
