package dev.hikyaku.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Folders whose names are on disk. A synced file is of no use after a power cut if the folder that
 * it is in has no name.
 */
final class Folders {
    private Folders() {}

    /** Makes a folder, and those above it that are missing. It may be there already. */
    static void make(Path path) throws IOException {
        Path folder = path.toAbsolutePath().normalize();
        Path parent = folder.getParent();
        if (parent == null) {
            return;
        }
        if (!Files.isDirectory(folder)) {
            make(parent);
            Files.createDirectories(folder);
        }
        syncIfAllowed(parent);
    }

    /** A folder that this process may not read had what is in it made by somebody else. */
    private static void syncIfAllowed(Path folder) throws IOException {
        try {
            sync(folder);
        } catch (AccessDeniedException e) {
            // then the name is not of our making
        }
    }

    /** Syncs a file, or the names in a folder. */
    static void sync(Path path) throws IOException {
        try (var channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
