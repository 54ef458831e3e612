/** Ordered key-value state under the state machines: one contract, kept in RocksDB or in memory. */
@NullMarked
package dev.hikyaku.store;

import org.jspecify.annotations.NullMarked;
