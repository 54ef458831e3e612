package dev.hikyaku.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * A server's folder on disk: held by one process at a time, with a note of the format and of the
 * number of partitions, which are chosen when it is made and never change.
 */
public final class DataDirectory implements AutoCloseable {
    /** The format that this version writes and reads. */
    public static final int FORMAT = 2;

    private static final String NOTE = "hikyaku.properties";
    private static final String STORE = "store";
    private static final String CONNECTIONS_KEY = "connections.key";
    private static final String LOCK = "hikyaku.lock";

    private final Path path;
    private final FileChannel lockFile;
    private final int partitions;
    private final long salt;

    private DataDirectory(Path path, FileChannel lockFile, Properties note) {
        this.path = path;
        this.lockFile = lockFile;
        this.partitions = (int) number(path.resolve(NOTE), note, "partitions");
        this.salt = number(path.resolve(NOTE), note, "salt");
    }

    /**
     * Opens or makes the folder.
     *
     * @param partitionsIfNew the number of partitions if there is no data yet
     * @throws StoreException if another process holds it, it cannot be written, or its format is
     *     not ours
     */
    public static DataDirectory open(Path path, int partitionsIfNew) {
        FileChannel lockFile = null;
        try {
            Folders.make(path);
            lockFile =
                    FileChannel.open(
                            path.resolve(LOCK),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE);
            lock(path, lockFile);
            return new DataDirectory(path, lockFile, note(path, partitionsIfNew));
        } catch (IOException e) {
            closeQuietly(lockFile);
            throw new StoreException(
                    "The data directory " + path.toAbsolutePath() + " cannot be used: " + e, e);
        } catch (StoreException e) {
            closeQuietly(lockFile);
            throw e;
        }
    }

    private static void lock(Path path, FileChannel lockFile) throws IOException {
        if (tryLock(lockFile) == null) {
            throw new StoreException(
                    "The data directory "
                            + path.toAbsolutePath()
                            + " is in use by another Hikyaku server. Stop that one first, or give this one another --data.");
        }
    }

    private static @Nullable FileLock tryLock(FileChannel lockFile) throws IOException {
        try {
            return lockFile.tryLock();
        } catch (OverlappingFileLockException e) {
            return null; // held within this very process
        }
    }

    private static Properties note(Path path, int partitionsIfNew) throws IOException {
        Path file = path.resolve(NOTE);
        if (!Files.exists(file)) {
            if (Files.exists(path.resolve(STORE))) {
                throw damaged(file, "it is missing although there is data.", null);
            }
            writeNote(path, file, partitionsIfNew);
        }
        Properties note = load(file);
        long format = number(file, note, "format");
        if (format != FORMAT) {
            throw new StoreException(
                    "The data directory "
                            + path.toAbsolutePath()
                            + " has data format "
                            + format
                            + "; this version of Hikyaku reads format "
                            + FORMAT
                            + (format > FORMAT
                                    ? ". Use a newer version."
                                    : ". Use an older version."));
        }
        return note;
    }

    private static Properties load(Path file) throws IOException {
        var note = new Properties();
        try (var in = Files.newInputStream(file)) {
            note.load(in);
            return note;
        } catch (IllegalArgumentException e) {
            throw damaged(file, e.getMessage(), e);
        }
    }

    private static long number(Path file, Properties note, String key) {
        String value = note.getProperty(key, "");
        try {
            long number = Long.parseLong(value);
            if (number > 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            // the same sentence serves
        }
        throw damaged(file, key + " is '" + value + "', not a positive number.", null);
    }

    private static StoreException damaged(
            Path file, @Nullable String what, @Nullable Throwable cause) {
        return new StoreException(file + " is damaged: " + what, cause);
    }

    private static void writeNote(Path path, Path file, int partitions) throws IOException {
        Path fresh = file.resolveSibling(NOTE + ".new");
        long salt = 1 + (new SecureRandom().nextLong() >>> 2);
        Files.writeString(
                fresh, "format=" + FORMAT + "\npartitions=" + partitions + "\nsalt=" + salt + "\n");
        Folders.sync(fresh);
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        Folders.sync(path);
    }

    /** Where the store's own files go. */
    public Path storePath() {
        return path.resolve(STORE);
    }

    /** What secrets in the store are encrypted by. */
    public KeyFile connectionsKey() {
        return new KeyFile(path.resolve(CONNECTIONS_KEY));
    }

    public int partitions() {
        return partitions;
    }

    /** A random number, chosen when the folder was made, that makes this server's ids its own. */
    public long salt() {
        return salt;
    }

    @Override
    public void close() {
        closeQuietly(lockFile);
    }

    private static void closeQuietly(@Nullable FileChannel channel) {
        if (channel != null) {
            try {
                channel.close();
            } catch (IOException e) {
                throw new StoreException("The lock file cannot be closed: " + e, e);
            }
        }
    }
}
