package dev.hikyaku.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A file system of a few MiB, which only root can have; it ends with the test. */
record SmallDisk(Path path) implements AutoCloseable {
    /** Mounts one at a folder, or skips the test. */
    static SmallDisk mount(Path path, int mib) throws IOException {
        Files.createDirectories(path);
        assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=" + mib + "m", "hikyaku", path.toString()),
                "a small file system needs root, who may mount one");
        return new SmallDisk(path);
    }

    /** Takes room away, as a neighbour's file does. */
    Path fill(long leaveBytes) throws IOException {
        Path file = path.resolve("neighbour");
        try (var out = Files.newOutputStream(file)) {
            byte[] block = new byte[1 << 16];
            while (free() > leaveBytes + block.length) {
                out.write(block);
            }
        }
        return file;
    }

    long free() throws IOException {
        return Files.getFileStore(path).getUsableSpace();
    }

    @Override
    public void close() {
        assertThat(run("umount", "-l", path.toString())).as("unmounted").isTrue();
    }

    private static boolean run(String... command) {
        try {
            Process process =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start();
            return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException | InterruptedException e) {
            return false;
        }
    }
}
