package dev.hikyaku.delivery;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * Warnings of one kind that may come by the thousand: the first is written at once, then one line a
 * window with the number of them and the last. Belongs to the loop.
 */
final class FailureLog {
    private static final long WINDOW_MILLIS = 10_000;

    private final Loop loop;
    private final Logger log;
    private boolean windowOpen;
    private int more;
    private @Nullable Supplier<String> last;

    FailureLog(Loop loop, Logger log) {
        this.loop = loop;
        this.log = log;
    }

    void add(Supplier<String> line) {
        if (windowOpen) {
            more++;
            last = line;
        } else {
            log.warn("{}", line.get());
            openWindow();
        }
    }

    private void openWindow() {
        windowOpen = true;
        loop.after(WINDOW_MILLIS, this::closeWindow);
    }

    private void closeWindow() {
        windowOpen = false;
        if (flush()) {
            openWindow();
        }
    }

    /** Writes what was counted; false if there was nothing. */
    boolean flush() {
        Supplier<String> line = last;
        if (line == null) {
            return false;
        }
        log.warn("{} more within {} s; the last: {}", more, WINDOW_MILLIS / 1000, line.get());
        more = 0;
        last = null;
        return true;
    }
}
