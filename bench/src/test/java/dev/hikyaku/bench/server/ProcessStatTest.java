package dev.hikyaku.bench.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProcessStatTest {
    @Test
    void readsWhatTheKernelWrites() {
        String stat =
                "42 (java (x) y) S 1 42 42 0 -1 4194560 100 0 3 0 150 50 0 0 20 0 30 0 12345 1 2";
        ProcessStat read = ProcessStat.parse(stat, "VmPeak:\t  9999 kB\nVmRSS:\t  2048 kB\n");
        assertThat(read.cpu()).isEqualTo(Duration.ofSeconds(2));
        assertThat(read.rssMegabytes()).isEqualTo(2.0);
    }

    @Test
    void countsChildrenThatHaveEnded() {
        String stat = "42 (sh) S 1 42 42 0 -1 4194560 100 0 3 0 150 50 70 30 20 0 30 0 12345 1 2";
        assertThat(ProcessStat.cpuWithEnded(stat)).isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void countsChildrenThatRun() throws Exception {
        Process tree = new ProcessBuilder("sh", "-c", "sleep 60 & echo started; wait").start();
        try (var lines = tree.inputReader()) {
            assertThat(lines.readLine()).isEqualTo("started");
            assertThat(tree.descendants()).isNotEmpty();
            assertThat(ProcessStat.ofTree(tree.toHandle()).rssMegabytes()).isPositive();
        } finally {
            Processes.end(tree);
        }
        assertThat(tree.isAlive()).isFalse();
        assertThat(tree.descendants()).isEmpty();
    }
}
