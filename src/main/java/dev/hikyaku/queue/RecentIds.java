package dev.hikyaku.queue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Says of most ids that were not noted in a minute that they surely were not, so that nobody has to
 * look in the store: a Bloom filter for each of the last minutes, over all queues of a partition.
 * It errs in one direction only, so no answer depends on it.
 *
 * <p>A minute's filter begins as large as the minute before would have needed it, and grows by
 * further parts, each seven times as large as all before it: each part adds its own wrong answers.
 * Once the memory for that is used up, every id may have been noted in that minute.
 */
final class RecentIds {
    /** So many ids share 64 bits, of which each sets four: 1 of 200 answers is wrong. */
    private static final int IDS_A_WORD = 4;

    /** A part is so many times as large as all before it. */
    private static final int GROWTH = 7;

    private static final int FIRST_WORDS = 1024;

    /** 12 MiB, which is room for 6 million ids. */
    private static final int WORDS_MAX = 12 << 17;

    private static final class Minute {
        private final long number;
        private final List<long[]> parts = new ArrayList<>();
        private int words;
        private int ids;
        private boolean full;

        Minute(long number) {
            this.number = number;
        }

        boolean hasRoom() {
            return ids < words * IDS_A_WORD;
        }

        void grow(int size) {
            parts.add(new long[size]);
            words += size;
        }

        void add(long hash) {
            long[] part = parts.getLast();
            part[place(hash, part)] |= bits(hash);
            ids++;
        }

        boolean mayHave(long hash) {
            long bits = bits(hash);
            for (long[] part : parts) {
                if ((part[place(hash, part)] & bits) == bits) {
                    return true;
                }
            }
            return full;
        }

        /** From the upper half of the hash. */
        private static int place(long hash, long[] part) {
            return (int) (((hash >>> Integer.SIZE) * part.length) >>> Integer.SIZE);
        }

        /** From the lower half: a shift counts by its lowest six bits. */
        private static long bits(long hash) {
            return (1L << hash)
                    | (1L << (hash >>> 6))
                    | (1L << (hash >>> 12))
                    | (1L << (hash >>> 18));
        }
    }

    private final int minutesMax;
    private final ArrayDeque<Minute> minutes = new ArrayDeque<>();
    private int words;

    /** Holds what was noted in the last so many minutes, the current one included. */
    RecentIds(int minutesMax) {
        this.minutesMax = minutesMax;
    }

    /**
     * Notes an id.
     *
     * @param minute not less than any before
     * @param hash of the id: 64 bits that look like chance
     */
    void add(long minute, long hash) {
        Minute current = minutes.peekLast();
        if (current == null || current.number != minute) {
            current = begin(minute, current);
        }
        if (!current.hasRoom() && !current.full) {
            grow(current, GROWTH * current.words);
        }
        if (!current.full) {
            current.add(hash);
        }
    }

    private Minute begin(long number, @Nullable Minute before) {
        while (!minutes.isEmpty() && minutes.getFirst().number <= number - minutesMax) {
            words -= minutes.removeFirst().words;
        }
        var minute = new Minute(number);
        minutes.add(minute);
        grow(minute, before == null ? 0 : before.ids / IDS_A_WORD);
        return minute;
    }

    private void grow(Minute minute, int wanted) {
        int size = Math.min(Math.max(wanted, FIRST_WORDS), WORDS_MAX - words);
        if (size < FIRST_WORDS) {
            minute.full = true;
            return;
        }
        minute.grow(size);
        words += size;
    }

    /** Whether an id may have been noted in a minute. */
    boolean mayHave(long minute, long hash) {
        for (Minute each : minutes) {
            if (each.number == minute) {
                return each.mayHave(hash);
            }
        }
        return false;
    }
}
