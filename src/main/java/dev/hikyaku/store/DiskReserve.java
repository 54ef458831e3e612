package dev.hikyaku.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Room on the disk that is kept for what frees room: while less is free, nothing new is to be
 * stored. The store would otherwise fail in the middle of a write, and receives and deletes, which
 * are written too, would fail with it.
 *
 * <p>{@link #check} looks at the disk, by whoever calls it every now and then; all else is read by
 * any thread at no cost. Room counts as there again when an eighth more than the reserve is free,
 * so that the answer does not change with every file.
 */
public final class DiskReserve {
    /** No reserve: the disk is never low. */
    public static final DiskReserve NONE = new DiskReserve(0, () -> Long.MAX_VALUE);

    private static final Logger LOG = LoggerFactory.getLogger(DiskReserve.class);
    private static final int MARGIN_PARTS = 8;

    /** Asks how much is free. */
    public interface FreeBytes {
        long ask() throws IOException;
    }

    private final long bytes;
    private final FreeBytes free;
    private volatile long freeBytes = Long.MAX_VALUE;
    private volatile boolean low;
    private boolean unreadable;

    /**
     * Makes a reserve; it is not low before the first check.
     *
     * @param bytes to keep free; 0 for none
     */
    public DiskReserve(long bytes, FreeBytes free) {
        this.bytes = bytes;
        this.free = free;
    }

    /** A reserve on the disk that a folder is on. */
    public static DiskReserve of(Path folder, long bytes) {
        return new DiskReserve(bytes, () -> Files.getFileStore(folder).getUsableSpace());
    }

    /**
     * Looks at the disk. If it cannot be asked, what was known stays.
     *
     * @return whether it is low
     */
    public synchronized boolean check() {
        try {
            decide(free.ask());
            unreadable = false;
        } catch (IOException e) {
            if (!unreadable) {
                LOG.warn("The disk does not say how much is free; what was known stays", e);
            }
            unreadable = true;
        }
        return low;
    }

    private void decide(long nowFree) {
        freeBytes = nowFree;
        long needed = low ? bytes + bytes / MARGIN_PARTS : bytes;
        boolean nowLow = nowFree < needed;
        if (nowLow && !low) {
            LOG.error(
                    "The disk is nearly full: {} MiB are free, {} MiB are kept in reserve; nothing new is stored until there is room",
                    nowFree >> 20,
                    bytes >> 20);
        } else if (!nowLow && low) {
            LOG.info("The disk has room again: {} MiB are free", nowFree >> 20);
        }
        low = nowLow;
    }

    /** Whether less than the reserve was free at the last check. */
    public boolean low() {
        return low;
    }

    /** What was free at the last check. */
    public long freeBytes() {
        return freeBytes;
    }

    /** What is to stay free. */
    public long bytes() {
        return bytes;
    }
}
