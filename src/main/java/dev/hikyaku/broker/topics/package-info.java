/**
 * What makes topics of definitions, queues and endpoints: publishing and fan-out, subscriptions and
 * their confirmation, and the ways to endpoints beyond the queues.
 */
@NullMarked
package dev.hikyaku.broker.topics;

import org.jspecify.annotations.NullMarked;
