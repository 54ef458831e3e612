package dev.hikyaku.broker.alarms;

import dev.hikyaku.model.Arn;
import dev.hikyaku.model.QueueArn;
import dev.hikyaku.queue.QueueReply.Counts;
import java.time.Instant;
import java.util.Locale;

/**
 * An alarm of a queue.
 *
 * @param threshold in the metric's unit; a value that reaches it raises the alarm
 */
public record QueueAlarm(QueueArn queue, Metric metric, long threshold) {
    /** What is measured, by CloudWatch's name. */
    public enum Metric {
        /** Messages that can be received. */
        DEPTH("ApproximateNumberOfMessagesVisible") {
            @Override
            long of(Counts counts, Instant now) {
                return counts.ready();
            }
        },

        /** The age of the oldest message that is not deleted, in seconds. */
        AGE("ApproximateAgeOfOldestMessage") {
            @Override
            long of(Counts counts, Instant now) {
                long oldest = counts.oldestSentAtMillis();
                return oldest == 0 ? 0 : Math.max(0, now.toEpochMilli() - oldest) / 1000;
            }
        };

        private final String label;

        Metric(String label) {
            this.label = label;
        }

        String label() {
            return label;
        }

        abstract long of(Counts counts, Instant now);
    }

    /** Such as {@code jobs-depth}. */
    public String name() {
        return queue.name() + "-" + metric.name().toLowerCase(Locale.ROOT);
    }

    String arn() {
        return Arn.prefix("cloudwatch", queue.region(), queue.account()) + "alarm:" + name();
    }
}
