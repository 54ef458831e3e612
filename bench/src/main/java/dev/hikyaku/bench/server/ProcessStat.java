package dev.hikyaku.bench.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the kernel has booked for a process, or for a process and its children, so far. */
public record ProcessStat(Duration cpu, double rssMegabytes) {
    /** The kernel shows user programs hundredths of a second, whatever its own clock ticks at. */
    private static final long MILLIS_PER_TICK = 10;

    private static final Pattern RSS = Pattern.compile("VmRSS:\\s+(\\d+) kB");

    private static final Pattern PSS = Pattern.compile("(?m)^Pss:\\s+(\\d+) kB");

    /**
     * A process with all that it has started. Children that have ended stand in their parent's
     * account; memory that processes share counts once.
     */
    static ProcessStat ofTree(ProcessHandle root) {
        List<Long> pids =
                Stream.concat(Stream.of(root), root.descendants()).map(ProcessHandle::pid).toList();
        Duration cpu =
                pids.stream().map(ProcessStat::cpuOrNone).reduce(Duration.ZERO, Duration::plus);
        double megabytes =
                pids.size() == 1
                        ? of(root.pid()).rssMegabytes()
                        : pids.stream().mapToDouble(ProcessStat::pssMegabytes).sum();
        return new ProcessStat(cpu, megabytes);
    }

    /** The CPU time between this look and a later one. */
    public Duration until(ProcessStat later) {
        return later.cpu.minus(cpu);
    }

    /** This process: the client. */
    public static ProcessStat own() {
        return of(ProcessHandle.current().pid());
    }

    private static Duration cpuOrNone(long pid) {
        String stat = readOrNothing(pid, "stat");
        return stat.isEmpty() ? Duration.ZERO : cpuWithEnded(stat);
    }

    /** Of one process with those of its children that have ended: fields 14 to 17. */
    static Duration cpuWithEnded(String stat) {
        String[] fields = fields(stat);
        long ticks = 0;
        for (int field = 11; field <= 14; field++) {
            ticks += Long.parseLong(fields[field]);
        }
        return Duration.ofMillis(ticks * MILLIS_PER_TICK);
    }

    private static double pssMegabytes(long pid) {
        Matcher pss = PSS.matcher(readOrNothing(pid, "smaps_rollup"));
        return pss.find() ? Long.parseLong(pss.group(1)) / 1024.0 : 0;
    }

    /** A child may end between the look at the tree and the look at it. */
    private static String readOrNothing(long pid, String file) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(pid), file));
        } catch (IOException e) {
            return "";
        }
    }

    static ProcessStat of(long pid) {
        try {
            Path proc = Path.of("/proc", Long.toString(pid));
            return parse(
                    Files.readString(proc.resolve("stat")),
                    Files.readString(proc.resolve("status")));
        } catch (IOException e) {
            throw new UncheckedIOException("process " + pid + " cannot be observed", e);
        }
    }

    static ProcessStat parse(String stat, String status) {
        String[] fields = fields(stat);
        long ticks = Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
        Matcher rss = RSS.matcher(status);
        if (!rss.find()) {
            throw new IllegalStateException("no VmRSS: the process has ended");
        }
        return new ProcessStat(
                Duration.ofMillis(ticks * MILLIS_PER_TICK), Long.parseLong(rss.group(1)) / 1024.0);
    }

    /**
     * From the third on: the second, the command's name, stands in parentheses and may hold spaces.
     */
    private static String[] fields(String stat) {
        return stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    }
}
