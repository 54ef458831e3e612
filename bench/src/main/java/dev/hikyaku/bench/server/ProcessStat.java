package dev.hikyaku.bench.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the kernel has booked for a process so far. */
public record ProcessStat(Duration cpu, double rssMegabytes) {
    /** The kernel shows user programs hundredths of a second, whatever its own clock ticks at. */
    private static final long MILLIS_PER_TICK = 10;

    private static final Pattern RSS = Pattern.compile("VmRSS:\\s+(\\d+) kB");

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
        // the command's name stands in parentheses and may hold spaces; utime and stime are fields
        // 14 and 15
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        long ticks = Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
        Matcher rss = RSS.matcher(status);
        if (!rss.find()) {
            throw new IllegalStateException("no VmRSS: the process has ended");
        }
        return new ProcessStat(
                Duration.ofMillis(ticks * MILLIS_PER_TICK), Long.parseLong(rss.group(1)) / 1024.0);
    }
}
