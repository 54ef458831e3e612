/** API destinations: connections, what a call of one is, and how a token is asked for. */
@NullMarked
package dev.hikyaku.event.http;

import org.jspecify.annotations.NullMarked;
