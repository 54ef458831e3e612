/**
 * Other queues: how each is found or installed, started on data of its own, and spoken to by the
 * client that its users would take.
 */
@NullMarked
package dev.hikyaku.bench.peer;

import org.jspecify.annotations.NullMarked;
