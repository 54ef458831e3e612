package dev.hikyaku.simulation;

import java.util.function.Function;

/** A simulation in classes of its own, which says in JDK types which invariant was violated. */
public final class Probe implements Function<long[], String> {
    /** Runs seeds from the first number: steps by the second one, as many as the third one says. */
    @Override
    public String apply(long[] firstStepsAndSeeds) {
        for (long seed = firstStepsAndSeeds[0];
                seed < firstStepsAndSeeds[0] + firstStepsAndSeeds[2];
                seed++) {
            try (var log = new EngineLog()) {
                new Simulation(seed, Stores.memory(), log).run(firstStepsAndSeeds[1]);
            } catch (Violation found) {
                return found.invariant() + " seed " + seed + ": " + found.getMessage();
            }
        }
        return "";
    }
}
