/**
 * Power cuts: a server's writes are written down as it makes them, and its folder is put together
 * again as a cut of the power could have left it at any moment.
 */
@NullMarked
package dev.hikyaku.integration.power;

import org.jspecify.annotations.NullMarked;
