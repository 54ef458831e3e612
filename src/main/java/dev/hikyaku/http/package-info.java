/** The HTTP server's plumbing: limits on connections, bodies and time. */
@NullMarked
package dev.hikyaku.http;

import org.jspecify.annotations.NullMarked;
