/** The processes under test and those beside them: start, readiness, CPU, memory, end. */
@NullMarked
package dev.hikyaku.bench.server;

import org.jspecify.annotations.NullMarked;
