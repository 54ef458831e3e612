/**
 * Everything that is pushed: internal queues that the delivery daemon drains into code, which calls
 * an endpoint, retries and buries as its own terms say.
 */
@NullMarked
package dev.hikyaku.broker.push;

import org.jspecify.annotations.NullMarked;
