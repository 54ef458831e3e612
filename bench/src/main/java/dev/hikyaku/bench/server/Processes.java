package dev.hikyaku.bench.server;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Every process that runs on our account, so that none outlives us, also not after Ctrl-C. */
final class Processes {
    private static final Duration GRACE = Duration.ofSeconds(20);
    private static final Set<Process> RUNNING = ConcurrentHashMap.newKeySet();

    private static boolean ending;

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(Processes::endAll, "end-children"));
    }

    private Processes() {}

    static synchronized Process start(ProcessBuilder builder) throws IOException {
        if (ending) {
            throw new IllegalStateException("ending: nothing is started any more");
        }
        Process process = builder.start();
        RUNNING.add(process);
        return process;
    }

    /**
     * SIGTERM, and SIGKILL for one that does not heed it and for children that it leaves behind.
     */
    static void end(Process process) {
        List<ProcessHandle> children = process.descendants().toList();
        process.destroy();
        if (!exited(process, GRACE)) {
            kill(process);
        }
        children.forEach(ProcessHandle::destroyForcibly);
        RUNNING.remove(process);
    }

    static void kill(Process process) {
        process.destroyForcibly();
        exited(process, GRACE);
        RUNNING.remove(process);
    }

    private static void endAll() {
        refuseStarts();
        RUNNING.forEach(Process::destroy);
        RUNNING.forEach(Processes::end);
    }

    /** The scenario that loses its servers now would start the next ones behind our back. */
    private static synchronized void refuseStarts() {
        ending = true;
    }

    private static boolean exited(Process process, Duration within) {
        try {
            return process.waitFor(within.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
