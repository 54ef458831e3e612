/** Event patterns, and what finds the ones that an event matches. */
@NullMarked
package dev.hikyaku.event.pattern;

import org.jspecify.annotations.NullMarked;
