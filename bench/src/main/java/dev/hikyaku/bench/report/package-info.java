/** Rounds become figures, and figures become a table, JSON, Markdown and a plot. */
@NullMarked
package dev.hikyaku.bench.report;

import org.jspecify.annotations.NullMarked;
