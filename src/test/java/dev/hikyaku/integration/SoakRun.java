package dev.hikyaku.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A mixed load for long, under a memory limit: nothing grows, nothing is lost. {@code make soak
 * MINUTES=30 RATE=2000}; it is no part of {@code make test}.
 */
final class SoakRun {
    private static final int MINUTES = Integer.getInteger("hikyaku.soak.minutes", 3);
    private static final int RATE = Integer.getInteger("hikyaku.soak.rate", 500);
    private static final int BACKLOG = Integer.getInteger("hikyaku.soak.backlog", 200_000);
    private static final int MEMORY_MIB = 512;

    private final List<Figures> figures = new ArrayList<>();

    /** What a slice of the time saw. */
    private record Figures(
            SoakLoad.Slice slice, ProcessFigures process, long diskMib, boolean backlog) {
        void print(int number) {
            System.out.printf(
                    "soak %3d: %6.0f messages/s, p99 %4d ms, RSS %3d MiB, %3d files, %2d threads, disk %4d MiB%s%n",
                    number,
                    slice.rate(),
                    slice.p99Millis(),
                    process.rssMib(),
                    process.files(),
                    process.threads(),
                    diskMib,
                    backlog ? ", backlog" : "");
        }
    }

    @Test
    void nothingGrowsAndNothingIsLost(@TempDir Path folder) throws Exception {
        try (var memory = MemoryLimit.of(MEMORY_MIB);
                var worker = new SoakWorker();
                var server = ServerProcess.start(folder, "--worker", "pushed=" + worker.url())) {
            System.out.println("soak: memory limit: " + memory.put(server.process().pid()));
            try (var load = new SoakLoad(server.url(), RATE, worker)) {
                long began = System.nanoTime();
                CompletableFuture<Void> backlog = null;
                for (int slice = 1; slice <= slices(); slice++) {
                    if (slice == slices() / 2) {
                        backlog = Loads.running(() -> load.backlog(BACKLOG));
                    }
                    load.runUntil(began + slice * sliceLength().toNanos());
                    boolean behind = backlog != null && !backlog.isDone();
                    var now = ProcessFigures.of(server.process().pid());
                    figures.add(new Figures(load.slice(), now, diskMib(folder), behind));
                    figures.getLast().print(slice);
                }
                if (backlog != null) {
                    backlog.join();
                }
                load.finish();
                System.out.println("soak: " + load.summary());
            }
            assertFlat(diskMib(folder));
            assertThat(server.process().stderr()).doesNotContain(" ERROR ", "OutOfMemory");
            server.stop();
        }
    }

    private static int slices() {
        return Math.max(8, MINUTES);
    }

    private static Duration sliceLength() {
        return Duration.ofMinutes(MINUTES).dividedBy(slices());
    }

    private static long diskMib(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            return files.mapToLong(SoakRun::size).sum() >> 20;
        }
    }

    private static long size(Path file) {
        try {
            return Files.isRegularFile(file) ? Files.size(file) : 0;
        } catch (IOException e) {
            return 0; // it went meanwhile
        }
    }

    /** The second quarter against the last: bounds that a busy machine does not break. */
    private void assertFlat(long diskMibAtTheEnd) {
        int quarter = figures.size() / 4;
        var second = figures.subList(quarter, 2 * quarter);
        var last = figures.subList(figures.size() - quarter, figures.size());
        var before = second.getLast().process();
        var after = last.getLast().process();
        System.out.printf("soak: second quarter %s, last %s%n", before, after);
        assertThat(after.rssMib()).as("RSS, MiB").isLessThan(before.rssMib() + 128);
        assertThat(after.files()).as("files").isLessThan(before.files() + 50);
        assertThat(after.threads()).as("threads").isLessThan(before.threads() + 20);
        assertThat(p99(last)).as("p99, ms").isLessThan(5 * p99(second) + 500);
        assertThat(diskMibAtTheEnd).as("disk, MiB").isLessThan(512);
    }

    private static long p99(List<Figures> quarter) {
        return quarter.stream()
                .mapToLong(each -> each.slice().p99Millis())
                .sorted()
                .toArray()[quarter.size() / 2];
    }
}
