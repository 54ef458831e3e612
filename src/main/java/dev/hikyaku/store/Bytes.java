package dev.hikyaku.store;

import java.util.Arrays;
import java.util.Comparator;

/** Keys as byte arrays: their order and the bounds of prefixes. */
public final class Bytes {
    public static final Comparator<byte[]> ORDER = Arrays::compareUnsigned;

    private Bytes() {}

    /**
     * The smallest key that is greater than every key with this prefix.
     *
     * @throws IllegalArgumentException if the prefix is all 0xFF, so that there is none
     */
    public static byte[] endOfPrefix(byte[] prefix) {
        for (int i = prefix.length - 1; i >= 0; i--) {
            if (prefix[i] != (byte) 0xFF) {
                byte[] end = Arrays.copyOf(prefix, i + 1);
                end[i]++;
                return end;
            }
        }
        throw new IllegalArgumentException("no key is greater than this prefix");
    }
}
