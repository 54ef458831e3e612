package dev.hikyaku.simulation;

import java.util.Locale;

/**
 * The result of a run, in one line.
 *
 * @param state a hash over what the store holds at the end
 */
record Summary(String seed, long steps, long checks, int violations, String state, long nanos) {
    @Override
    public String toString() {
        return untimed() + String.format(Locale.ROOT, " in %.1f s", nanos / 1e9);
    }

    /** The same for the same seed. */
    String untimed() {
        return "sim seed=%s steps=%d checks=%d violations=%d state=%s"
                .formatted(seed, steps, checks, violations, state);
    }

    /** This run and another one as one. */
    Summary and(Summary next) {
        return new Summary(
                seed.replaceFirst("-.*", "") + "-" + next.seed,
                steps + next.steps,
                checks + next.checks,
                violations + next.violations,
                Long.toHexString(
                        Long.parseUnsignedLong(state, 16) * 31
                                + Long.parseUnsignedLong(next.state, 16)),
                nanos + next.nanos);
    }
}
