package dev.hikyaku.broker.alarms;

import java.time.Instant;

/**
 * What an alarm says.
 *
 * @param reason in words, as CloudWatch has them
 * @param since when it began to say so
 */
record AlarmState(Value value, String reason, Instant since) {
    /** CloudWatch's states. */
    enum Value {
        OK,
        ALARM,
        INSUFFICIENT_DATA
    }

    /** Before the first look. */
    static AlarmState initial(Instant now) {
        return new AlarmState(Value.INSUFFICIENT_DATA, "Unchecked: Initial alarm creation", now);
    }

    /** There is no such queue. */
    static AlarmState missing(Instant now) {
        return new AlarmState(
                Value.INSUFFICIENT_DATA, "Insufficient Data: the queue does not exist.", now);
    }

    /** After a look at the queue. */
    static AlarmState of(long value, long threshold, Instant now) {
        boolean alarm = value >= threshold;
        return new AlarmState(
                alarm ? Value.ALARM : Value.OK,
                "Threshold Crossed: 1 datapoint ["
                        + value
                        + ".0] was "
                        + (alarm ? "" : "not ")
                        + "greater than or equal to the threshold ("
                        + threshold
                        + ".0).",
                now);
    }
}
