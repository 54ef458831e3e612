/** The queue state machine: visibility, delay, redrive and retention, decided from state alone. */
@NullMarked
package dev.hikyaku.queue;

import org.jspecify.annotations.NullMarked;
