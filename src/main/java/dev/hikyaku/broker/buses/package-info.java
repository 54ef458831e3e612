/** Event buses: events put, matched, transformed, sent, archived and replayed. */
@NullMarked
package dev.hikyaku.broker.buses;

import org.jspecify.annotations.NullMarked;
