/** Deliveries as spans of OpenTelemetry. */
@NullMarked
package dev.hikyaku.server.tracing;

import org.jspecify.annotations.NullMarked;
