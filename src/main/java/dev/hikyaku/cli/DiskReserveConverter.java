package dev.hikyaku.cli;

import dev.hikyaku.server.ServerSettings;

/** A disk reserve in MiB. */
final class DiskReserveConverter extends IntegerRange {
    DiskReserveConverter() {
        super(0, ServerSettings.DISK_RESERVE_MIB_MAX);
    }
}
