/** Schedules: expressions, when they are next due, and their state machine. */
@NullMarked
package dev.hikyaku.schedule;

import org.jspecify.annotations.NullMarked;
