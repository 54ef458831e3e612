package dev.hikyaku.integration;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a process takes of the machine, as Linux says. */
record ProcessFigures(int rssMib, int files, int threads) {
    static ProcessFigures of(long pid) throws IOException {
        Path process = Path.of("/proc", Long.toString(pid));
        try (var files = Files.list(process.resolve("fd"))) {
            return new ProcessFigures(
                    number(process, "VmRSS:") / 1024,
                    (int) files.count(),
                    number(process, "Threads:"));
        }
    }

    private static int number(Path process, String name) throws IOException {
        String line =
                Files.readAllLines(process.resolve("status")).stream()
                        .filter(text -> text.startsWith(name))
                        .findFirst()
                        .orElseThrow();
        return Integer.parseInt(line.replaceAll("[^0-9]", ""));
    }
}
