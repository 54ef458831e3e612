package dev.hikyaku.cli;

import dev.hikyaku.delivery.settings.WorkerKeys;

/** How many deliveries are in flight at a time. */
final class ConcurrencyConverter extends IntegerRange {
    ConcurrencyConverter() {
        super(1, WorkerKeys.CONCURRENCY_MAX);
    }
}
