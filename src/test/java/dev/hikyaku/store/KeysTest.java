package dev.hikyaku.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** The bytes of keys: {@link PartitionKeys} and {@link Bytes}. */
class KeysTest {
    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static byte[] parse(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    @Test
    void goldenBytesOfPartitionKeys() {
        assertThat(hex(PartitionKeys.own(1, (byte) 'd', 2)))
                .isEqualTo("00010000000000000000640000000000000002");
        assertThat(hex(PartitionKeys.of(1, 0x1_0000_0000_0005L, (byte) 'r', 6)))
                .isEqualTo("00010001000000000005720000000000000006");
        assertThat(hex(PartitionKeys.of(1, 5, (byte) 't', 6, 7)))
                .isEqualTo("000100000000000000057400000000000000060000000000000007");
        assertThat(hex(PartitionKeys.prefix(1, 5))).isEqualTo("00010000000000000005");
    }

    @Test
    void largerNumberSortsLater() {
        byte[] low = PartitionKeys.own(0, (byte) 'x', 0xFF);
        byte[] high = PartitionKeys.own(0, (byte) 'x', 0x100);

        assertThat(Bytes.ORDER.compare(low, high)).isNegative();
    }

    @Test
    void endOfPrefixIsJustBehindAllThatBeginWithIt() {
        assertThat(hex(Bytes.endOfPrefix(parse("0102")))).isEqualTo("0103");
        assertThat(hex(Bytes.endOfPrefix(parse("01ff")))).isEqualTo("02");
        assertThat(hex(Bytes.endOfPrefix(parse("7fffff")))).isEqualTo("80");
    }

    @Test
    void endOfPrefixDoesNotChangeThePrefix() {
        byte[] prefix = parse("0102");
        Bytes.endOfPrefix(prefix);

        assertThat(hex(prefix)).isEqualTo("0102");
    }

    @Test
    void nothingIsBehindAllOnes() {
        assertThatThrownBy(() -> Bytes.endOfPrefix(parse("ffff")))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
