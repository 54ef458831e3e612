/**
 * Measures a Hikyaku process from outside, over HTTP, on the machine that it runs on.
 *
 * <p>{@link dev.hikyaku.bench.server} starts and ends processes, {@link dev.hikyaku.bench.load}
 * talks to them as cheaply as possible, {@link dev.hikyaku.bench.scenario} says what is measured,
 * {@link dev.hikyaku.bench.report} says it to people. Client and server share the cores, so a rate
 * alone says more about the machine than about the server: each rate stands beside that of a
 * ceiling, a server that only speaks HTTP and parses JSON, measured in the same run, round by round
 * in turns.
 */
@NullMarked
package dev.hikyaku.bench;

import org.jspecify.annotations.NullMarked;
