/**
 * Periodic tasks: what Elastic Beanstalk's {@code cron.yaml} names, sent as messages by the one
 * daemon that leads.
 */
@NullMarked
package dev.hikyaku.delivery.periodic;

import org.jspecify.annotations.NullMarked;
