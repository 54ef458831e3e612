package dev.hikyaku.cli;

import dev.hikyaku.server.ServerSettings;

/** A number of partitions. */
final class PartitionsConverter extends IntegerRange {
    PartitionsConverter() {
        super(1, ServerSettings.PARTITIONS_MAX);
    }
}
