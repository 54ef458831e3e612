package dev.hikyaku.store;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Changes on their way to a store, ordered by key, the last one to a key winning. A value of null
 * deletes.
 *
 * <p>Deleted ranges come before the single changes: a range deletion removes the single changes
 * that it covers when it is added, so what remains in the maps was written after it.
 */
public final class ChangeSet {
    /** Keys in [from, to) of a space, all deleted. */
    public record Range(Space space, byte[] from, byte[] to) {
        boolean covers(byte[] key) {
            return Bytes.ORDER.compare(from, key) <= 0 && Bytes.ORDER.compare(key, to) < 0;
        }
    }

    private final Map<Space, NavigableMap<byte[], byte @Nullable []>> changes =
            new EnumMap<>(Space.class);
    private final List<Range> ranges = new ArrayList<>();

    public ChangeSet() {
        for (Space space : Space.values()) {
            changes.put(space, new TreeMap<>(Bytes.ORDER));
        }
    }

    public boolean isEmpty() {
        for (var space : changes.values()) {
            if (!space.isEmpty()) {
                return false;
            }
        }
        return ranges.isEmpty();
    }

    /** The single changes of a space in key order; null means deleted. */
    public NavigableMap<byte[], byte @Nullable []> changes(Space space) {
        return Objects.requireNonNull(changes.get(space));
    }

    /** The deleted ranges, to be applied before the single changes. */
    public List<Range> ranges() {
        return ranges;
    }

    void deleteRange(Space space, byte[] from, byte[] to) {
        changes(space).subMap(from, true, to, false).clear();
        ranges.add(new Range(space, from, to));
    }

    boolean rangeCovers(Space space, byte[] key) {
        for (Range range : ranges) {
            if (range.space == space && range.covers(key)) {
                return true;
            }
        }
        return false;
    }
}
