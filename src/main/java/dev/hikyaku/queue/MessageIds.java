package dev.hikyaku.queue;

import java.util.UUID;

/**
 * Message ids: random-looking UUIDs (version 4 in form), derived from the store's salt, the
 * partition and the position, so that a replay gives the same ones and two servers give different
 * ones.
 */
record MessageIds(long salt, int partition) {
    UUID at(long position) {
        long high = mix(position ^ salt);
        long low = mix(high + position + ((long) partition << 48));
        return new UUID(
                (high & ~0xF000L) | 0x4000L, (low & 0x3FFFFFFFFFFFFFFFL) | 0x8000000000000000L);
    }

    /** The finalizer of SplitMix64: each input bit changes about half of the output bits. */
    private static long mix(long value) {
        long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
