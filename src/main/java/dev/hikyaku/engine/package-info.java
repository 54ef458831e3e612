/**
 * Partitions with one writer each, group commit, timers, waiting receivers, and the catalog of what
 * exists.
 */
@NullMarked
package dev.hikyaku.engine;

import org.jspecify.annotations.NullMarked;
