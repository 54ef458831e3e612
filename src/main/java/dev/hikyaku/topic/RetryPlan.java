package dev.hikyaku.topic;

import dev.hikyaku.model.ServiceException;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * When a delivery that failed is tried again: at once, then at the smallest delay, then along the
 * back-off, then at the largest delay. Source: the SNS developer guide, "Amazon SNS message
 * delivery retries".
 *
 * @param minDelay seconds, 1 to {@code maxDelay}
 * @param maxDelay seconds, at most 3,600
 * @param retries all retries together, 0 to 100 in what clients set
 */
public record RetryPlan(
        int minDelay,
        int maxDelay,
        int retries,
        int atOnce,
        int atMinDelay,
        int atMaxDelay,
        Backoff backoff) {
    static final RetryPlan HTTP_DEFAULT = new RetryPlan(20, 20, 3, 0, 0, 0, Backoff.LINEAR);

    /**
     * What SNS does for endpoints that AWS runs, for 13 days instead of its 23: no longer than a
     * queue keeps a message.
     */
    public static final RetryPlan MANAGED =
            new RetryPlan(1, 20, 56_015, 3, 2, 56_000, Backoff.EXPONENTIAL);

    /** What SNS does for mail: 50 retries in six hours. */
    public static final RetryPlan MAIL = new RetryPlan(10, 600, 50, 0, 2, 38, Backoff.EXPONENTIAL);

    private static final int DELAY_MAX = 3_600;
    private static final int RETRIES_MAX = 100;

    /** How delays grow from the smallest to the largest; all reach both. */
    public enum Backoff {
        LINEAR {
            @Override
            double part(int step, int last) {
                return (double) step / last;
            }
        },
        /** Delays grow by differences that grow themselves. */
        ARITHMETIC {
            @Override
            double part(int step, int last) {
                return (double) step * (step + 1) / ((double) last * (last + 1));
            }
        },
        /** Each delay is the one before times the same factor; only the end points are fixed. */
        GEOMETRIC {
            @Override
            double part(int step, int last) {
                return (double) step / last;
            }

            @Override
            double seconds(int min, int max, double part) {
                return min * Math.pow((double) max / min, part);
            }
        },
        /** The steepest: what is above the smallest delay doubles. */
        EXPONENTIAL {
            @Override
            double part(int step, int last) {
                return (Math.pow(2, step) - 1) / (Math.pow(2, last) - 1);
            }
        };

        abstract double part(int step, int last);

        double seconds(int min, int max, double part) {
            return min + (max - min) * part;
        }
    }

    /**
     * How long to wait after an attempt that failed.
     *
     * @param attempt from 1
     * @return null to give up
     */
    public @Nullable Duration after(int attempt) {
        if (attempt > retries) {
            return null;
        }
        if (attempt <= atOnce) {
            return Duration.ZERO;
        }
        if (attempt <= atOnce + atMinDelay) {
            return Duration.ofSeconds(minDelay);
        }
        if (attempt > retries - atMaxDelay) {
            return Duration.ofSeconds(maxDelay);
        }
        int step = attempt - atOnce - atMinDelay - 1;
        int last = retries - atOnce - atMinDelay - atMaxDelay - 1;
        double part = last <= 0 ? 0 : backoff.part(step, last);
        return Duration.ofMillis(Math.round(backoff.seconds(minDelay, maxDelay, part) * 1000));
    }

    /**
     * Reads a policy over the values of another.
     *
     * @param place where it stands, for errors
     * @throws ServiceException (InvalidParameter) that names the member and its bounds
     */
    static RetryPlan parse(String place, JsonNode json, RetryPlan base) {
        var members = new Members(place, json);
        var plan =
                new RetryPlan(
                        members.integer("minDelayTarget", 1, DELAY_MAX, base.minDelay),
                        members.integer("maxDelayTarget", 1, DELAY_MAX, base.maxDelay),
                        members.integer("numRetries", 0, RETRIES_MAX, base.retries),
                        members.integer("numNoDelayRetries", 0, RETRIES_MAX, base.atOnce),
                        members.integer("numMinDelayRetries", 0, RETRIES_MAX, base.atMinDelay),
                        members.integer("numMaxDelayRetries", 0, RETRIES_MAX, base.atMaxDelay),
                        members.choice("backoffFunction", Backoff.class, base.backoff));
        members.finish();
        plan.check(place);
        return plan;
    }

    private void check(String place) {
        if (minDelay > maxDelay) {
            throw TopicError.invalid(
                    "DeliveryPolicy: "
                            + place
                            + ".maxDelayTarget must be greater than or equal to minDelayTarget");
        }
        if (atOnce + atMinDelay + atMaxDelay > retries) {
            throw TopicError.invalid(
                    "DeliveryPolicy: "
                            + place
                            + ".numRetries must be greater than or equal to total of numMinDelayRetries,"
                            + " numNoDelayRetries and numMaxDelayRetries");
        }
        long total = 0;
        for (int attempt = 1; attempt <= retries; attempt++) {
            Duration delay = after(attempt);
            total += delay == null ? 0 : delay.toSeconds();
        }
        if (total > DELAY_MAX) {
            throw TopicError.invalid(
                    "DeliveryPolicy: "
                            + place
                            + ": all retries together take "
                            + total
                            + " seconds; the maximum is "
                            + DELAY_MAX);
        }
    }

    ObjectNode json() {
        return TopicJson.NODES
                .objectNode()
                .put("minDelayTarget", minDelay)
                .put("maxDelayTarget", maxDelay)
                .put("numRetries", retries)
                .put("numMaxDelayRetries", atMaxDelay)
                .put("numNoDelayRetries", atOnce)
                .put("numMinDelayRetries", atMinDelay)
                .put("backoffFunction", backoff.name().toLowerCase(Locale.ROOT));
    }
}
