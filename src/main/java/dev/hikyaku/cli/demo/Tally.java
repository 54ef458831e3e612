package dev.hikyaku.cli.demo;

import java.util.Arrays;
import java.util.BitSet;

/**
 * What has happened so far. Knows each job by its number, so that it can tell what is lost from
 * what came twice.
 */
final class Tally {
    private final BitSet sent = new BitSet();
    private final BitSet delivered = new BitSet();
    private final BitSet retried = new BitSet();
    private long[] latencies = new long[1024];
    private int arrivals;

    synchronized void sent(Job job) {
        sent.set(job.number());
    }

    /** A job came to the worker. */
    synchronized void arrived(Job job, boolean first, long now) {
        if (!first) {
            retried.set(job.number());
            return;
        }
        if (arrivals == latencies.length) {
            latencies = Arrays.copyOf(latencies, 2 * arrivals);
        }
        latencies[arrivals++] = now - job.sentAtMillis();
    }

    synchronized void delivered(Job job) {
        delivered.set(job.number());
    }

    synchronized int sent() {
        return sent.cardinality();
    }

    synchronized int delivered() {
        return delivered.cardinality();
    }

    synchronized int retried() {
        return retried.cardinality();
    }

    /**
     * How long jobs took from their sender to the worker, in milliseconds, at a quantile from 0 to
     * 1.
     */
    synchronized long latencyMillis(double quantile) {
        if (arrivals == 0) {
            return 0;
        }
        long[] sorted = Arrays.copyOf(latencies, arrivals);
        Arrays.sort(sorted);
        return sorted[(int) Math.min(arrivals - 1L, Math.round(quantile * arrivals))];
    }
}
