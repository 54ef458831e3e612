package dev.hikyaku.cli;

import dev.hikyaku.delivery.WorkerSettings;

/** How many deliveries are in flight at a time. */
final class ConcurrencyConverter extends IntegerRange {
    ConcurrencyConverter() {
        super(1, WorkerSettings.CONCURRENCY_MAX);
    }
}
