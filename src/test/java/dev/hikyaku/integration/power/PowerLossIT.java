package dev.hikyaku.integration.power;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.hikyaku.integration.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The power goes at a random moment of a server's life, at another one in each round: what clients
 * were told before is kept, and the store opens.
 *
 * <p>{@code -Dhikyaku.power.rounds=N} takes other rounds than {@value #ROUNDS}, {@code
 * -Dhikyaku.seed=N} the same moments and losses again, as far as two servers ever do the same, and
 * {@code -Dhikyaku.power.log=FILE} keeps the recording there, or takes the one that is there.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class PowerLossIT {
    private static final int ROUNDS = 40;
    private static final Duration LOAD = Duration.ofSeconds(8);
    private static final int LIE_ROUNDS = 60;
    private static final String MEMTABLES = "-Dhikyaku.memtables.bytes=524288";

    private final long seed = Long.getLong("hikyaku.seed", System.nanoTime());
    private Path folder = Path.of("");
    private Recording recording = new Recording(List.of());

    @BeforeAll
    void record(@TempDir Path temporary) throws Exception {
        if (!Recording.possible()) {
            System.out.println("PowerLossIT: skipped: it takes Linux and a C compiler (cc)");
        }
        assumeTrue(Recording.possible(), "it takes Linux and a C compiler (cc)");
        System.out.println("PowerLossIT: seed " + seed + "; again: -Dhikyaku.seed=" + seed);
        folder = temporary.toRealPath();
        String kept = System.getProperty("hikyaku.power.log");
        Path log = kept == null ? folder.resolve("log") : Path.of(kept).toAbsolutePath();
        if (Files.exists(log)) {
            recording = Recording.read(log);
            folder = Path.of(Files.readString(log.resolveSibling("folder")));
            return;
        }
        Path home = Files.createDirectory(folder.resolve("home"));
        var environment = new TreeMap<>(Recording.environment(home, log, folder));
        environment.put("JAVA_TOOL_OPTIONS", MEMTABLES);
        try (var server = ServerProcess.start(home, environment);
                var marks = new Recording.Marks(log);
                var load = new PowerLoad(server.url(), marks, LOAD)) {
            load.run(new Random(seed));
            server.kill();
        }
        folder = home;
        recording = Recording.read(log);
        if (kept != null) {
            Files.writeString(log.resolveSibling("folder"), home.toString());
        }
    }

    /** A cut, and what was found to be wrong after it. */
    private record Broken(int at, String what, Throwable cause) {}

    /** Cuts the power that often; says what was broken first, or null. */
    private @Nullable Broken cut(int rounds, Disk.Lie lie) throws IOException {
        var random = new Random(seed);
        int[] moments = moments(rounds, random);
        var disk = new Disk(folder, lie);
        var promises = new Promises();
        int next = 0;
        for (int at = 0; at < recording.operations().size(); at++) {
            while (next < moments.length && moments[next] == at) {
                next++;
                Broken broken = recover(disk, promises, at, new Random(random.nextLong()));
                if (broken != null) {
                    return broken;
                }
            }
            var operation = recording.operations().get(at);
            if (operation.kind() == 'M') {
                promises.learn(operation.text());
            } else {
                disk.apply(operation);
            }
        }
        return null;
    }

    /** Any, and every third right after somebody was told something, or a name has changed. */
    private int[] moments(int rounds, Random random) {
        var operations = recording.operations();
        int[] telling =
                IntStream.range(1, operations.size())
                        .filter(i -> "MRUDO".indexOf(operations.get(i - 1).kind()) >= 0)
                        .toArray();
        return IntStream.range(0, rounds)
                .map(round ->
                        round % 3 == 0
                                ? telling[random.nextInt(telling.length)]
                                : random.nextInt(operations.size()))
                .sorted()
                .toArray();
    }

    private static @Nullable Broken recover(Disk disk, Promises promises, int at, Random random)
            throws IOException {
        Path memory = Path.of("/dev/shm");
        Path left =
                Files.isWritable(memory)
                        ? Files.createTempDirectory(memory, "hikyaku-power-")
                        : Files.createTempDirectory("hikyaku-power-");
        try {
            new PowerCut(random).leave(disk, left);
            check(left, promises, random.nextInt(3) == 0);
            return null;
        } catch (RuntimeException | AssertionError e) {
            return new Broken(at, String.valueOf(e.getMessage()), e);
        } finally {
            delete(left);
        }
    }

    private static void check(Path left, Promises promises, boolean twice) throws IOException {
        Path data = left.resolve("data");
        if (!twice || !promises.begun()) {
            try (var recovery = Recovery.of(data)) {
                recovery.check(promises);
            }
            return;
        }
        // the process that recovered is killed in turn
        Path second = left.resolve("second");
        try (var recovery = Recovery.of(data)) {
            recovery.send("alpha", List.of("again-1", "again-2"));
            Recovery.copy(data, second);
        }
        try (var recovery = Recovery.of(second)) {
            recovery.check(promises.and("alpha", List.of("again-1", "again-2")));
        }
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    @Test
    void recordingIsWhole() throws IOException {
        assumeTrue(Files.isDirectory(folder), "a recording from before, whose folder is gone");
        var disk = new Disk(folder, Disk.Lie.NONE);
        recording.operations().stream()
                .filter(operation -> operation.kind() != 'M')
                .forEach(disk::apply);
        Path left = Files.createTempDirectory("hikyaku-power-");
        try {
            PowerCut.leaveAll(disk, left);
            assertThat(files(left)).isNotEmpty().isEqualTo(files(folder));
        } finally {
            delete(left);
        }
    }

    /** What is in each file; RocksDB's own text log, which it may write past us, is left out. */
    private static Map<String, Integer> files(Path folder) throws IOException {
        var contents = new TreeMap<String, Integer>();
        try (var files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = folder.relativize(file).toString();
                if (!name.contains("LOG")) {
                    contents.put(name, Arrays.hashCode(Files.readAllBytes(file)));
                }
            }
        }
        return contents;
    }

    @ParameterizedTest
    @EnumSource(names = {"LOGS", "FOLDERS"})
    void diskThatOnlyPretendsToSyncIsFoundOut(Disk.Lie lie) throws IOException {
        assertThat(cut(LIE_ROUNDS, lie)).isNotNull();
    }

    @Test
    void whatClientsWereToldIsKeptWheneverThePowerGoes() throws IOException {
        int rounds = Integer.getInteger("hikyaku.power.rounds", ROUNDS);
        long began = System.nanoTime();
        Broken broken = cut(rounds, Disk.Lie.NONE);
        if (broken != null) {
            throw new AssertionError(
                    "seed %d, after operation %d: %s".formatted(seed, broken.at, broken.what),
                    broken.cause);
        }
        System.out.printf(
                "PowerLossIT: %d power cuts among %d operations, %d s%n",
                rounds,
                recording.operations().size(),
                Duration.ofNanos(System.nanoTime() - began).toSeconds());
    }
}
