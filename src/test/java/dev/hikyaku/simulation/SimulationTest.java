package dev.hikyaku.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.hikyaku.store.SimulatedDisk;
import java.nio.file.Path;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Twenty seeds in every build; {@code make sim} runs others. */
class SimulationTest {
    private static final long STEPS = 6_000;

    @TempDir private Path folder;

    private static String run(long seed, long steps, SimulatedDisk disk) {
        try (disk;
                var log = new EngineLog()) {
            var simulation = new Simulation(seed, disk, log);
            return simulation.run(steps) + " " + simulation.checks();
        }
    }

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 20);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void invariantsHoldThroughFaults(long seed) {
        assertThatCode(() -> run(seed, STEPS, Stores.memory()))
                .as("make sim SEED=%d STEPS=%d", seed, STEPS)
                .doesNotThrowAnyException();
    }

    @Test
    void sameSeedGivesTheSameRun() {
        String first = run(42, STEPS, Stores.memory());

        assertThat(run(42, STEPS, Stores.memory())).isEqualTo(first);
        assertThat(run(43, STEPS, Stores.memory())).isNotEqualTo(first);
    }

    @Test
    void rocksDbEndsInTheStateThatMemoryEndsIn() {
        String inMemory = run(7, STEPS / 4, Stores.memory());

        assertThat(run(7, STEPS / 4, Stores.rocks(folder))).isEqualTo(inMemory);
    }
}
