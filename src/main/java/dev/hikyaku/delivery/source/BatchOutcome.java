package dev.hikyaku.delivery.source;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What became of a batch.
 *
 * @param refusals the entries that came to nothing, by their place in the batch; the others went
 *     well
 */
public record BatchOutcome(Map<Integer, Refusal> refusals) {
    private static final BatchOutcome WELL = new BatchOutcome(Map.of());

    public static BatchOutcome well() {
        return WELL;
    }

    /** The same refusal for each of so many entries. */
    public static BatchOutcome refused(int count, Refusal refusal) {
        var refusals = new HashMap<Integer, Refusal>();
        for (int place = 0; place < count; place++) {
            refusals.put(place, refusal);
        }
        return new BatchOutcome(refusals);
    }

    /** Why the entry at a place came to nothing; null if it went well. */
    public @Nullable Refusal refusal(int place) {
        return refusals.get(place);
    }
}
