/**
 * The product from outside: the server's own process, started from the jar, and real clients. What
 * is tested here is what the documentation promises, so nothing in here looks inside.
 */
@NullMarked
package dev.hikyaku.integration;

import org.jspecify.annotations.NullMarked;
