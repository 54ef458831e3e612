/** Logs that are read by time: appended to, read in ranges, cut off at their old end. */
@NullMarked
package dev.hikyaku.journal;

import org.jspecify.annotations.NullMarked;
