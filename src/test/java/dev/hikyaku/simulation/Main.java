package dev.hikyaku.simulation;

import dev.hikyaku.store.SimulatedDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/**
 * Runs simulations: {@code SEED STEPS SEEDS memory|rocks}. Ends with status 1 at the first
 * violation, and says by which command it comes again.
 */
public final class Main {
    private final long steps;
    private final String store;

    private Main(long steps, String store) {
        this.steps = steps;
        this.store = store;
    }

    public static void main(String[] args) throws IOException {
        var main = new Main(Long.parseLong(args[1]), args[3]);
        long first = Long.parseLong(args[0]);
        Summary all = main.run(first);
        System.out.println(all);
        long seeds = Long.parseLong(args[2]);
        for (long seed = first + 1; seed < first + seeds && all.violations() == 0; seed++) {
            Summary one = main.run(seed);
            System.out.println(one);
            all = all.and(one);
        }
        if (seeds > 1) {
            System.out.println(all);
        }
        System.exit(all.violations() == 0 ? 0 : 1);
    }

    private Summary run(long seed) throws IOException {
        Path folder = store.equals("rocks") ? Files.createTempDirectory("hikyaku-sim") : null;
        try (SimulatedDisk disk = folder == null ? Stores.memory() : Stores.rocks(folder)) {
            return run(seed, disk);
        } finally {
            if (folder != null) {
                delete(folder);
            }
        }
    }

    private Summary run(long seed, SimulatedDisk disk) {
        long begin = System.nanoTime();
        try (var log = new EngineLog()) {
            var simulation = new Simulation(seed, disk, log);
            int violations = 0;
            String state;
            try {
                state = simulation.run(steps);
            } catch (AssertionError | RuntimeException e) {
                e.printStackTrace(System.out);
                System.out.println(
                        "replay: make sim SEED=" + seed + " STEPS=" + steps + " STORE=" + store);
                violations = 1;
                state = disk.hash();
            }
            return new Summary(
                    Long.toString(seed),
                    simulation.steps(),
                    simulation.checks(),
                    violations,
                    state,
                    System.nanoTime() - begin);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
