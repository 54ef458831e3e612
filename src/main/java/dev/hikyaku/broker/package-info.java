/** What connects topics, event buses and schedules with queues. */
@NullMarked
package dev.hikyaku.broker;

import org.jspecify.annotations.NullMarked;
