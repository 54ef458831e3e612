package dev.hikyaku.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hikyaku.model.MessageAttribute;
import dev.hikyaku.model.MessageContent;
import dev.hikyaku.model.QueueArn;
import dev.hikyaku.model.QueueAttributes;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/**
 * The bytes on disk. A failure here means that a new version cannot read what an older one wrote: a
 * changed layout needs a new version byte and a reader for both.
 */
class GoldenBytesTest {
    private static final String ARN_HEX =
            "61726e3a6177733a7371733a65753a3030303030303030303030303a737263";
    private static final QueueArn ARN = new QueueArn("eu", "000000000000", "src");
    private static final UUID ID = UUID.fromString("00112233-4455-4677-8899-aabbccddeeff");
    private static final MessageContent X =
            new MessageContent("x", QueueFixture.MD5, new TreeMap<>(), Map.of(), null);
    private static final String X_HEX =
            "01000102030405060708090a0b0c0d0e0f00000001780000000000000000";
    private static final String X_STORED_HEX =
            "0100112233445546778899aabbccddeeff0000018bcfe5687b0000" + X_HEX;

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static byte[] parse(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    @Test
    void entry() {
        var entry =
                new Entry(
                        0x1122334455667788L,
                        1_700_000_000_123L,
                        3,
                        2,
                        1_700_000_001_000L,
                        1_700_000_002_000L,
                        Entry.LOCATED | Entry.RETURNED,
                        0x0102030405060708L);
        String bytes =
                "020511223344556677880000018bcfe5687b010203040506070800000003000000020000018bcfe56be80000018bcfe56fd0";

        assertThat(hex(entry.encode())).isEqualTo(bytes);
        assertThat(Entry.decode(parse(bytes))).isEqualTo(entry);
    }

    @Test
    void entryThatWasNotReceived() {
        var entry = Entry.fresh(0x1122334455667788L, 1_700_000_000_123L, 9).with(Entry.DELAYED);
        String bytes = "020211223344556677880000018bcfe5687b0000000000000009";

        assertThat(hex(entry.encode())).isEqualTo(bytes);
        assertThat(Entry.decode(parse(bytes))).isEqualTo(entry);
    }

    @Test
    void flagsOfAnEntry() {
        assertThat(List.of(Entry.LOCATED, Entry.DELAYED, Entry.RETURNED)).containsExactly(1, 2, 4);
    }

    @Test
    void counters() {
        var counters = new Counters();
        counters.ready = 10;
        counters.inFlight = 258;
        counters.delayed = 3;
        counters.groupedReady = 4;
        counters.groupedInFlight = 5;
        counters.groupsInLine = 1;
        counters.ungroupedTurn = 7;
        String bytes =
                "01000000000000000a00000000000001020000000000000003000000000000000400000000000000050000"
                        + "0000000000010000000000000007";

        assertThat(hex(counters.encode())).isEqualTo(bytes);
        var decoded = Counters.decode(parse(bytes));
        assertThat(decoded).usingRecursiveComparison().isEqualTo(counters);
    }

    @Test
    void location() {
        var location = new Location(1_700_000_000_123L, 1024, 7, 9);
        String bytes = "010000018bcfe5687b0000000000000400000000070000000000000009";

        assertThat(hex(location.encode())).isEqualTo(bytes);
        assertThat(Location.decode(parse(bytes))).isEqualTo(location);
    }

    @Test
    void messageContent() {
        var attributes = new TreeMap<String, MessageAttribute>();
        attributes.put("num", new MessageAttribute("Number.int", "42", null));
        attributes.put("bin", new MessageAttribute("Binary", null, new byte[] {0, -1}));
        var content =
                new MessageContent(
                        "hé\r\n",
                        QueueFixture.MD5,
                        attributes,
                        Map.of("AWSTraceHeader", "Root=1"),
                        "me");
        String bytes =
                "01000102030405060708090a0b0c0d0e0f0000000568c3a90d0a000000026d6500020000000362696e"
                        + "0000000642696e617279620000000200ff000000036e756d0000000a4e756d6265722e696e747300"
                        + "000002343200010000000e415753547261636548656164657200000006526f6f743d31";

        assertThat(hex(MessageCodec.encode(content))).isEqualTo(bytes);
        var decoded = MessageCodec.decode(ByteBuffer.wrap(parse(bytes)));
        assertThat(decoded).usingRecursiveComparison().isEqualTo(content);
    }

    @Test
    void messageContentWithoutAttributesAndSender() {
        assertThat(hex(MessageCodec.encode(X))).isEqualTo(X_HEX);
        assertThat(MessageCodec.decode(ByteBuffer.wrap(parse(X_HEX)))).isEqualTo(X);
    }

    @Test
    void storedMessage() {
        var stored = StoredMessage.create(ID, 1_700_000_000_123L, MessageCodec.encode(X));

        assertThat(hex(stored.bytes())).isEqualTo(X_STORED_HEX);
        var decoded = StoredMessage.decode(parse(X_STORED_HEX));
        assertThat(decoded.id()).isEqualTo(ID);
        assertThat(decoded.sentAtMillis()).isEqualTo(1_700_000_000_123L);
        assertThat(decoded.deadLetterSourceArn()).isNull();
        assertThat(decoded.content()).isEqualTo(X);
    }

    @Test
    void storedMessageThatCameAsADeadLetter() {
        var stored = StoredMessage.decode(parse(X_STORED_HEX)).from(ARN.toString());

        assertThat(hex(stored.bytes()))
                .isEqualTo(
                        "0100112233445546778899aabbccddeeff0000018bcfe5687b001f" + ARN_HEX + X_HEX);
        assertThat(stored.deadLetterSourceArn()).isEqualTo(ARN.toString());
        assertThat(stored.content()).isEqualTo(X);
        assertThat(stored.from("arn:other").deadLetterSourceArn()).isEqualTo("arn:other");
    }

    @Test
    void transfer() {
        var transfer =
                new Transfer(
                        Transfer.Kind.DEAD_LETTER,
                        ARN,
                        5,
                        1_700_000_000_500L,
                        StoredMessage.decode(parse(X_STORED_HEX)));
        String bytes = "0164000000050000018bcfe569f4001f" + ARN_HEX + X_STORED_HEX;

        assertThat(hex(transfer.encode())).isEqualTo(bytes);
        assertThat(Transfer.decode(parse(bytes))).usingRecursiveComparison().isEqualTo(transfer);
        String returned = bytes.replaceFirst("0164", "0172");
        assertThat(Transfer.decode(parse(returned)).kind()).isEqualTo(Transfer.Kind.RETURN);
    }

    @Test
    void receiptHandle() {
        var handle = new ReceiptHandle(0x0003000000000007L, 0x2400, 2, 1_700_000_030_000L, 0x2801);
        String text = "AQADAAAAAAAHAAAAAAAAJAAAAAACAAABi8_l3TAAAAAAAAAoAXZ45Dg";

        assertThat(handle.encode()).isEqualTo(text);
        assertThat(ReceiptHandle.decode(text)).isEqualTo(handle);
    }

    @Test
    void messageIdOfAPosition() {
        assertThat(new MessageIds(42, 3).at(1024))
                .hasToString("77200425-d53f-4bfa-86a9-1c5a4cbdf291");
    }

    @Test
    void keys() {
        var keys = new Keys(1);

        assertThat(hex(keys.definition(5))).isEqualTo("00010000000000000000640000000000000005");
        assertThat(hex(keys.counters(5))).isEqualTo("00010000000000000000630000000000000005");
        assertThat(hex(keys.location(5, 6))).isEqualTo("000100000000000000056c0000000000000006");
        assertThat(hex(keys.message(5, 6))).isEqualTo("000100000000000000056d0000000000000006");
        assertThat(hex(keys.ready(5, 6))).isEqualTo("00010000000000000005720000000000000006");
        assertThat(hex(keys.timed(5, 6, 7)))
                .isEqualTo("000100000000000000057400000000000000060000000000000007");
        assertThat(hex(keys.groupInLine(5, 2, 7)))
                .isEqualTo("000100000000000000056700000000000000020000000000000007");
        assertThat(hex(keys.group(5, 6))).isEqualTo("00010000000000000005730000000000000006");
        assertThat(hex(keys.groupReady(5, 6, 7)))
                .isEqualTo("000100000000000000057100000000000000060000000000000007");
        assertThat(hex(keys.remembered(5, 6, (byte) 'd', new byte[] {1, 2})))
                .isEqualTo("000100000000000000006e00000000000000050000000000000006640102");
        assertThat(Keys.minute(keys.remembered(5, 6, (byte) 'd', GroupKeys.digest("x"))))
                .isEqualTo(6);
    }

    @Test
    void keysOfNames() {
        assertThat(GroupKeys.of("orders")).isEqualTo(0x1c168adb00d208e4L);
        assertThat(hex(GroupKeys.digest("a", "b"))).isEqualTo("59b271ae1bbcb1d31d41929817f4b16f");
    }

    @Test
    void group() {
        var group = new Group(9);
        group.ready = 1;
        group.uncounted = true;
        group.inFlight = 2;
        group.delayed = 3;
        group.readyFrom = 4;
        group.delayedUntil = 5;
        group.lineClass = 6;
        group.linePosition = 7;
        String bytes =
                "020000000000000001010000000000000002000000000000000300000000000000040000000000000005"
                        + "060000000000000007";

        assertThat(hex(group.encode())).isEqualTo(bytes);
        assertThat(Group.decode(9, parse(bytes)))
                .usingRecursiveComparison()
                .ignoringFields("stored")
                .isEqualTo(group);
    }

    @Test
    void definition() {
        var queue =
                new QueueDefinition(
                        7,
                        8,
                        ARN,
                        QueueAttributes.defaults().with(Map.of("DelaySeconds", "3")),
                        Map.of("team", "a"),
                        1,
                        2,
                        3);
        String json =
                """
                {"id":7,"storage":8,"arn":"arn:aws:sqs:eu:000000000000:src",\
                "attributes":{"DelaySeconds":"3"},"tags":{"team":"a"},\
                "createdAtMillis":1,"modifiedAtMillis":2,"purgedAtMillis":3}\
                """;

        assertThat(new String(DefinitionCodec.encode(queue), StandardCharsets.UTF_8))
                .isEqualTo(json);
        String newer = json.replace("\"id\":7", "\"id\":7,\"addedLater\":{\"x\":[1]}");
        var decoded = DefinitionCodec.decode(newer.getBytes(StandardCharsets.UTF_8));
        assertThat(decoded).usingRecursiveComparison().isEqualTo(queue);
    }

    @Test
    void recordsOfAnUnknownVersionAreRefused() {
        refused("index entry", bytes -> Entry.decode(bytes));
        refused("message group", bytes -> Group.decode(1, bytes));
        refused("counters", bytes -> Counters.decode(bytes));
        refused("message content", bytes -> MessageCodec.decode(ByteBuffer.wrap(bytes)));
        refused("message record", bytes -> StoredMessage.decode(bytes));
        refused("transfer", bytes -> Transfer.decode(bytes));
    }

    private static void refused(String what, Consumer<byte[]> decode) {
        byte[] bytes = new byte[64];
        bytes[0] = 99;
        assertThatThrownBy(() -> decode.accept(bytes))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(what)
                .hasMessageContaining("version 99");
    }
}
