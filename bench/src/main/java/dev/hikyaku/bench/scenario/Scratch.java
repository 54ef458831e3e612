package dev.hikyaku.bench.scenario;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Data directories: each server that starts on a fresh one does not pay for what others left. */
public final class Scratch implements AutoCloseable {
    private final Path root;
    private int directories;

    public Scratch(Path root) {
        this.root = root;
        delete();
    }

    Path fresh() {
        delete();
        return root.resolve("data-" + ++directories);
    }

    @Override
    public void close() {
        delete();
    }

    private void delete() {
        if (Files.exists(root)) {
            try (Stream<Path> found = Files.walk(root)) {
                List<Path> deepestFirst = found.sorted(Comparator.reverseOrder()).toList();
                for (Path path : deepestFirst) {
                    Files.delete(path);
                }
            } catch (IOException e) {
                throw new UncheckedIOException("cannot clear " + root, e);
            }
        }
    }
}
