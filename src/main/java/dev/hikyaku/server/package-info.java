/** Configuration, wiring, start and stop order, metrics. */
@NullMarked
package dev.hikyaku.server;

import org.jspecify.annotations.NullMarked;
