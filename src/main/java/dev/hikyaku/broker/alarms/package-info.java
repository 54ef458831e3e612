/** Alarms of queues: events in the form of CloudWatch's when a queue grows beyond a threshold. */
@NullMarked
package dev.hikyaku.broker.alarms;

import org.jspecify.annotations.NullMarked;
