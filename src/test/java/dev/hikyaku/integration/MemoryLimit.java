package dev.hikyaku.integration;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A control group that bounds a process's memory, where this machine lets one be made. */
final class MemoryLimit implements AutoCloseable {
    private static final Path V1 = Path.of("/sys/fs/cgroup/memory");
    private static final Path V2 = Path.of("/sys/fs/cgroup");

    private final Path root;
    private final Path group;
    private String state;

    private MemoryLimit(Path root, String state) {
        this.root = root;
        this.group = root.resolve("hikyaku-soak-" + ProcessHandle.current().pid());
        this.state = state;
    }

    /** Makes one, or says why there is none. */
    static MemoryLimit of(int mib) {
        boolean old = Files.isDirectory(V1);
        var limit = new MemoryLimit(old ? V1 : V2, mib + " MiB");
        try {
            Files.createDirectory(limit.group);
            Files.writeString(
                    limit.group.resolve(old ? "memory.limit_in_bytes" : "memory.max"),
                    Long.toString((long) mib << 20));
        } catch (IOException e) {
            limit.state = "none, for this machine does not allow it: " + e;
        }
        return limit;
    }

    /** Puts a process into it; what the limit is. */
    String put(long pid) {
        try {
            Files.writeString(group.resolve("cgroup.procs"), Long.toString(pid));
        } catch (IOException e) {
            state = "none, for this machine does not allow it: " + e;
        }
        return state;
    }

    /** Once the process has ended: moves what is left to the root, and takes the group away. */
    @Override
    public void close() throws IOException {
        Path processes = group.resolve("cgroup.procs");
        if (Files.exists(processes)) {
            for (String pid : Files.readAllLines(processes)) {
                Files.writeString(root.resolve("cgroup.procs"), pid);
            }
            Files.delete(group);
        }
    }
}
