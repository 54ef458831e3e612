package dev.hikyaku.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class DiskReserveTest {
    private static final long MIB = 1 << 20;

    private final AtomicLong free = new AtomicLong(100 * MIB);
    private boolean readable = true;
    private final DiskReserve reserve = new DiskReserve(80 * MIB, this::ask);

    private long ask() throws IOException {
        if (!readable) {
            throw new IOException("the disk is gone");
        }
        return free.get();
    }

    @Test
    void itIsLowBelowTheReserveAndNotAtIt() {
        free.set(80 * MIB);
        assertThat(reserve.check()).isFalse();
        free.set(80 * MIB - 1);
        assertThat(reserve.check()).isTrue();
        assertThat(reserve.low()).isTrue();
        assertThat(reserve.freeBytes()).isEqualTo(80 * MIB - 1);
    }

    @Test
    void itEndsWhenAnEighthMoreIsFree() {
        free.set(0);
        reserve.check();
        free.set(90 * MIB - 1);
        assertThat(reserve.check()).isTrue();
        free.set(90 * MIB);
        assertThat(reserve.check()).isFalse();
    }

    @Test
    void whatWasKnownStaysWhileTheDiskCannotBeAsked() {
        free.set(0);
        reserve.check();
        readable = false;
        free.set(200 * MIB);
        assertThat(reserve.check()).isTrue();
        assertThat(reserve.freeBytes()).isZero();
        readable = true;
        assertThat(reserve.check()).isFalse();
    }

    @Test
    void withoutAReserveAFullDiskIsNotLow() {
        assertThat(new DiskReserve(0, () -> 0).check()).isFalse();
        assertThat(DiskReserve.NONE.check()).isFalse();
    }
}
