package dev.hikyaku.bench.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The cores that a process may run on, by util-linux' {@code taskset}. */
public final class Cores {
    private static final Pattern ALLOWED = Pattern.compile("(?m)^Cpus_allowed_list:\\s+(\\S+)$");

    private final long pid;
    private final String all;

    private Cores(long pid, String all) {
        this.pid = pid;
        this.all = all;
    }

    static Cores of(long pid) {
        try {
            return new Cores(
                    pid, allowed(Files.readString(Path.of("/proc", Long.toString(pid), "status"))));
        } catch (IOException e) {
            throw new UncheckedIOException("process " + pid + " cannot be observed", e);
        }
    }

    /** Such as {@code 0-3,8}. */
    static String allowed(String status) {
        Matcher list = ALLOWED.matcher(status);
        if (!list.find()) {
            throw new IllegalStateException("no Cpus_allowed_list: " + status);
        }
        return list.group(1);
    }

    /** The last core of a list. */
    static String last(String list) {
        return list.substring(Math.max(list.lastIndexOf(','), list.lastIndexOf('-')) + 1);
    }

    /** Keeps the process to the last of its cores. */
    public void one() {
        set(last(all));
    }

    /** Lets it run on any core again that it began with. */
    public void any() {
        set(all);
    }

    private void set(String list) {
        List<String> command = List.of("taskset", "-a", "-c", "-p", list, Long.toString(pid));
        try {
            Process process =
                    Processes.start(
                            new ProcessBuilder(command)
                                    .redirectErrorStream(true)
                                    .redirectOutput(ProcessBuilder.Redirect.DISCARD));
            int exit = process.waitFor();
            Processes.end(process);
            if (exit != 0) {
                throw new IllegalStateException(command + " ended with " + exit);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
