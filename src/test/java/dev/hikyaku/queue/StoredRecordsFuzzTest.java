package dev.hikyaku.queue;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.hikyaku.model.MessageAttribute;
import dev.hikyaku.model.MessageContent;
import java.nio.ByteBuffer;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Records that the store gives back: what was not written by an encoder costs no more memory. */
final class StoredRecordsFuzzTest {
    @FuzzTest
    void messageContents(byte[] input) {
        MessageContent content = read(input, bytes -> MessageCodec.decode(ByteBuffer.wrap(bytes)));
        if (content != null) {
            byte[] encoded = MessageCodec.encode(content);
            assertThat(MessageCodec.encode(MessageCodec.decode(ByteBuffer.wrap(encoded))))
                    .isEqualTo(encoded);
        }
    }

    @FuzzTest
    void newMessageContents(FuzzedDataProvider data) {
        var attributes = new TreeMap<String, MessageAttribute>();
        for (int i = data.consumeInt(0, 10); i > 0; i--) {
            String type = data.consumeAsciiString(20);
            attributes.put(
                    data.consumeAsciiString(20),
                    data.consumeBoolean()
                            ? new MessageAttribute(type, null, data.consumeBytes(30))
                            : new MessageAttribute(type, data.consumeAsciiString(30), null));
        }
        var system = new TreeMap<String, String>();
        for (int i = data.consumeInt(0, 5); i > 0; i--) {
            system.put(data.consumeAsciiString(20), data.consumeAsciiString(20));
        }
        byte[] encoded =
                MessageCodec.encode(
                        MessageContent.of(
                                data.consumeRemainingAsAsciiString(), attributes, system, null));
        MessageContent decoded = MessageCodec.decode(ByteBuffer.wrap(encoded));
        assertThat(decoded.systemAttributes()).isEqualTo(system);
        assertThat(decoded.attributes().keySet()).isEqualTo(attributes.keySet());
        assertThat(MessageCodec.encode(decoded)).isEqualTo(encoded);
    }

    @FuzzTest
    void messages(byte[] input) {
        read(
                input,
                bytes -> {
                    StoredMessage message = StoredMessage.decode(bytes);
                    message.id();
                    message.sentAtMillis();
                    message.deadLetterSourceArn();
                    message.because("none");
                    return message.content();
                });
    }

    @FuzzTest
    void entriesAndGroups(byte[] input) {
        Entry entry = read(input, Entry::decode);
        again(
                entry == null || entry.receiveCount() < 0 ? null : entry,
                Entry::encode,
                Entry::decode);
        Group group = read(input, bytes -> Group.decode(7, bytes));
        if (group != null) {
            byte[] encoded = group.encode();
            assertThat(Group.decode(7, encoded).encode()).isEqualTo(encoded);
        }
        read(input, Counters::decode);
        read(input, Location::decode);
    }

    @FuzzTest
    void parcelsAndTransfers(byte[] input) {
        Parcel parcel = read(input, Parcel::decode);
        if (parcel != null) {
            byte[] encoded = parcel.encode();
            assertThat(Parcel.decode(encoded).encode()).isEqualTo(encoded);
        }
        Transfer transfer = read(input, Transfer::decode);
        if (transfer != null) {
            byte[] encoded = transfer.encode();
            assertThat(Transfer.decode(encoded).encode()).isEqualTo(encoded);
        }
    }

    @FuzzTest
    void definitions(byte[] input) {
        again(
                read(input, DefinitionCodec::decode),
                DefinitionCodec::encode,
                DefinitionCodec::decode);
        again(read(input, MoveTaskCodec::decode), MoveTaskCodec::encode, MoveTaskCodec::decode);
    }

    /** Members that a record lacks show when it is written, if not before. */
    private static <T> void again(
            @Nullable T value, Function<T, byte[]> encode, Function<byte[], T> decode) {
        byte[] encoded = value == null ? null : read(new byte[0], none -> encode.apply(value));
        if (encoded != null) {
            assertThat(encode.apply(decode.apply(encoded))).isEqualTo(encoded);
        }
    }

    /** Null if it is none; whoever reads it stops the partition, whatever the exception is. */
    private static <T> @Nullable T read(byte[] input, Function<byte[], T> decode) {
        try {
            return decode.apply(input);
        } catch (RuntimeException e) {
            return null;
        }
    }
}
