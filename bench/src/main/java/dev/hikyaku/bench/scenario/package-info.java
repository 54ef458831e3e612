/** One class for each thing measured. */
@NullMarked
package dev.hikyaku.bench.scenario;

import org.jspecify.annotations.NullMarked;
