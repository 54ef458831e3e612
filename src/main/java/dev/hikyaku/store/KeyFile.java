package dev.hikyaku.store;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Objects;

/** A secret key in a file that only its owner may read, where the file system knows owners. */
public record KeyFile(Path path) {
    /** AES with 256 bits. */
    public static final int KEY_BYTES = 32;

    /**
     * The key; made if there is no such file. Waits for the disk.
     *
     * @throws StoreException if the file cannot be read or made, or holds no key
     */
    public byte[] key() {
        try {
            if (!Files.exists(path)) {
                make();
            }
            return read();
        } catch (IOException e) {
            throw new StoreException("The key " + path + " cannot be used: " + e, e);
        }
    }

    private byte[] read() throws IOException {
        try {
            byte[] key = Base64.getDecoder().decode(Files.readString(path).strip());
            if (key.length == KEY_BYTES) {
                return key;
            }
        } catch (IllegalArgumentException e) {
            // the same sentence serves
        }
        throw new StoreException(
                path + " is damaged: it is not a key of " + KEY_BYTES + " bytes in Base64.");
    }

    private void make() throws IOException {
        byte[] key = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(key);
        Path fresh = path.resolveSibling(path.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        Files.createFile(fresh, ownersOnly());
        Files.writeString(fresh, Base64.getEncoder().encodeToString(key) + "\n");
        Folders.sync(fresh);
        Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE);
        Folders.sync(Objects.requireNonNull(path.toAbsolutePath().getParent()));
    }

    private static FileAttribute<?>[] ownersOnly() {
        boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }
}
