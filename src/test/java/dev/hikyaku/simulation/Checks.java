package dev.hikyaku.simulation;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Counts what was checked, and fails at the first thing that does not hold. */
final class Checks {
    private long made;

    long made() {
        return made;
    }

    void require(boolean holds, Invariant invariant, @Nullable Object... about) {
        made++;
        if (!holds) {
            throw new Violation(
                    invariant,
                    Arrays.stream(about).map(String::valueOf).collect(Collectors.joining(" ")));
        }
    }
}
