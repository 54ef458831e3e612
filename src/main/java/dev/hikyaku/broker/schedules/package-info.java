/**
 * Schedules and their groups as the API sees them, and the calls of targets that are not queues.
 * Queues are fed by the partitions themselves.
 */
@NullMarked
package dev.hikyaku.broker.schedules;

import org.jspecify.annotations.NullMarked;
