package dev.hikyaku.simulation;

/** An invariant that does not hold. */
final class Violation extends AssertionError {
    private final Invariant invariant;

    Violation(Invariant invariant, String about) {
        super(
                invariant
                        + ": "
                        + about
                        + "\n  promised: \""
                        + invariant.sentence()
                        + "\" ("
                        + invariant.source()
                        + ")");
        this.invariant = invariant;
    }

    Invariant invariant() {
        return invariant;
    }
}
