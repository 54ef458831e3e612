/** The deterministic simulator: the whole engine from one seed, on one thread. */
@org.jspecify.annotations.NullMarked
package dev.hikyaku.simulation;
