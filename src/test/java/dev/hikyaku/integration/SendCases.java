package dev.hikyaku.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hikyaku.integration.Sqs.Attribute;
import dev.hikyaku.integration.Sqs.Outgoing;
import dev.hikyaku.integration.Sqs.Receive;
import dev.hikyaku.integration.Sqs.Received;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages on their way in: what they may be made of, and how large. */
interface SendCases extends SqsCases {
    /** What is hard to carry: XML's own characters, line ends, what needs two chars in Java. */
    String DIFFICULT =
            "<a href=\"x\">&amp;'%41+ =&\r\n\r\t\n]]>\u00e9\u3042\ud83d\ude80\ud7ff\ue000\ufffd ";

    @Test
    default void aSentMessageIsReceivedWithItsIdAndDigest() {
        String queue = newQueue();
        Sqs.Sent sent = sqs().send(queue, Outgoing.of("hello"));
        assertThat(sent.md5OfBody()).isEqualTo(Digests.md5("hello"));
        assertThat(sent.md5OfAttributes()).isNull();
        Received received = receiveOne(queue);
        assertThat(received.id()).isEqualTo(sent.id());
        assertThat(received.body()).isEqualTo("hello");
        assertThat(received.md5OfBody()).isEqualTo(sent.md5OfBody());
        assertThat(received.system()).isEmpty();
        assertThat(received.attributes()).isEmpty();
    }

    @Test
    default void difficultCharactersSurvive() {
        String queue = newQueue();
        var attributes = Map.of("text", Attribute.of("String", DIFFICULT));
        Sqs.Sent sent = sqs().send(queue, Outgoing.of(DIFFICULT).with(attributes));
        assertThat(sent.md5OfBody()).isEqualTo(Digests.md5(DIFFICULT));
        assertThat(sent.md5OfAttributes()).isEqualTo(Digests.md5(attributes));
        Received received = receiveOne(queue, Receive.ONE.waiting(20).attributes("All"));
        assertThat(received.body()).isEqualTo(DIFFICULT);
        assertThat(received.md5OfBody()).isEqualTo(sent.md5OfBody());
        assertThat(received.attributes()).isEqualTo(attributes);
    }

    @Test
    default void aMessageMayHaveTenAttributesOfEveryType() {
        String queue = newQueue();
        var attributes = new LinkedHashMap<String, Attribute>();
        attributes.put("text", Attribute.of("String", "x"));
        attributes.put("text.custom", Attribute.of("String.json", "{}"));
        attributes.put("integer", Attribute.of("Number", "-42"));
        attributes.put("float", Attribute.of("Number.float", "1.5e300"));
        byte[] everyByte = new byte[256];
        for (int i = 0; i < everyByte.length; i++) {
            everyByte[i] = (byte) i;
        }
        attributes.put("bytes", Attribute.of("Binary", everyByte));
        attributes.put("bytes.png", Attribute.of("Binary.png", new byte[] {0}));
        for (int i = attributes.size(); i < 10; i++) {
            attributes.put("a_-.".substring(0, 3) + i, Attribute.of("String", "v" + i));
        }
        Sqs.Sent sent = sqs().send(queue, Outgoing.of("with ten").with(attributes));
        assertThat(sent.md5OfAttributes()).isEqualTo(Digests.md5(attributes));
        Received received = receiveOne(queue, Receive.ONE.waiting(20).attributes("All"));
        assertThat(received.md5OfAttributes()).isEqualTo(sent.md5OfAttributes());
        assertThat(received.attributes()).usingRecursiveComparison().isEqualTo(attributes);

        attributes.put("eleventh", Attribute.of("String", "x"));
        assertRefused(
                "InvalidParameterValue",
                () -> sqs().send(queue, Outgoing.of("with eleven").with(attributes)),
                "11",
                "10");
    }

    @Test
    default void theTraceHeaderIsKeptAsASystemAttribute() {
        String queue = newQueue();
        String header = "Root=1-5759e988-bd862e3fe1be46a994272793;Sampled=1";
        Sqs.Sent sent = sqs().send(queue, Outgoing.of("traced").traced(header));
        assertThat(sent.md5OfSystemAttributes())
                .isEqualTo(Digests.md5(Map.of("AWSTraceHeader", Attribute.of("String", header))));
        assertThat(receiveOne(queue, Receive.ONE.waiting(20).system("AWSTraceHeader")).system())
                .isEqualTo(Map.of("AWSTraceHeader", header));
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "\u00e9", "\u3042", "\ud83d\ude80", "<", "\n"})
    default void aMessageOfOneMebibyteIsTakenWhateverItIsMadeOf(String unit) {
        String queue = newQueue();
        int bytes = unit.getBytes(StandardCharsets.UTF_8).length;
        String body = unit.repeat(MIB / bytes) + "y".repeat(MIB % bytes);
        Sqs.Sent sent = sqs().send(queue, Outgoing.of(body));
        assertThat(sent.md5OfBody()).isEqualTo(Digests.md5(body));
        Received received = receiveOne(queue);
        assertThat(received.body().equals(body)).as("the body is the same").isTrue();
        assertRefused(
                "InvalidParameterValue",
                () -> sqs().send(queue, Outgoing.of(body + "z")),
                "1048576",
                "1048577");
    }

    @Test
    default void attributesCountTowardsTheSizeOfAMessage() {
        String queue = newQueue(Map.of("MaximumMessageSize", "1024"));
        var attributes = Map.of("name", Attribute.of("String", "value")); // 4 + 6 + 5
        sqs().send(queue, Outgoing.of("x".repeat(1024 - 15)).with(attributes));
        assertRefused(
                "InvalidParameterValue",
                () -> sqs().send(queue, Outgoing.of("x".repeat(1024 - 14)).with(attributes)),
                "1024",
                "1025");
    }
}
