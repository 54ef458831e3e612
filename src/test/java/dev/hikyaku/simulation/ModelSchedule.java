package dev.hikyaku.simulation;

import dev.hikyaku.schedule.MissedFirings;
import java.time.Instant;

/**
 * A schedule as the reference model has it: its times by arithmetic of its own.
 *
 * @param period milliseconds between its times; 0 if it fires once
 * @param first its first time, in milliseconds since 1970
 */
record ModelSchedule(
        String name, String expression, long period, long first, int windowMinutes, long slot) {
    static final long NEVER = Long.MAX_VALUE / 2;
    private static final long MINUTE = 60_000;
    private static final long LATE_MILLIS = 60_000;

    /** Every so many minutes from when it is made. */
    static ModelSchedule rate(String name, int minutes, int window, long now) {
        String expression = "rate(" + minutes + (minutes == 1 ? " minute)" : " minutes)");
        return new ModelSchedule(name, expression, minutes * MINUTE, now, window, now);
    }

    /** Each minute of the clock that a number divides; 60 is to be divisible by it. */
    static ModelSchedule cron(String name, int minutes, int window, long now) {
        long period = minutes * MINUTE;
        long first = Math.ceilDiv(now, period) * period;
        return new ModelSchedule(
                name, "cron(0/" + minutes + " * * * ? *)", period, first, window, first);
    }

    /** Once. */
    static ModelSchedule at(String name, long second, int window) {
        String text = Instant.ofEpochMilli(second).toString().substring(0, 19);
        return new ModelSchedule(name, "at(" + text + ")", 0, second, window, second);
    }

    /** As it is once it was made at a time. */
    ModelSchedule made(long now) {
        if (expression.startsWith("rate")) {
            return new ModelSchedule(name, expression, period, now, windowMinutes, now);
        }
        if (period > 0) {
            return cron(name, (int) (period / MINUTE), windowMinutes, now);
        }
        return slot < now - LATE_MILLIS ? at(NEVER) : this;
    }

    /** What it sends at its next time. */
    String body() {
        return name + " " + Instant.ofEpochMilli(slot / 1000 * 1000);
    }

    boolean mayFire(long now) {
        return slot <= now;
    }

    boolean mustHaveFired(long now) {
        return slot + windowMinutes * MINUTE <= now;
    }

    /** As it is after it has fired, or after its time was passed over. */
    ModelSchedule fired(MissedFirings missed, long now) {
        if (period == 0) {
            return at(NEVER);
        }
        long after = missed == MissedFirings.ALL ? slot : Math.max(slot, now);
        return at(first + ((after - first) / period + 1) * period);
    }

    private ModelSchedule at(long next) {
        return new ModelSchedule(name, expression, period, first, windowMinutes, next);
    }

    boolean passedOver(MissedFirings missed, long now) {
        return missed == MissedFirings.SKIP && period > 0 && now - slot > LATE_MILLIS;
    }
}
