/**
 * Where messages come from: one small interface, and behind it the embedded engine or any SQS
 * endpoint. The rest of the daemon knows queues by this package alone.
 */
@NullMarked
package dev.hikyaku.delivery.source;

import org.jspecify.annotations.NullMarked;
