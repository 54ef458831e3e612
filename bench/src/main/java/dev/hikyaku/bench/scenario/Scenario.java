package dev.hikyaku.bench.scenario;

import dev.hikyaku.bench.report.Facts;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** One thing that is measured, with servers of its own from start to end. */
public interface Scenario {
    /**
     * Those for which something is downloaded or installed, and which so run only if they are
     * named.
     */
    Set<String> ON_DEMAND = Set.of("compare", "compare-faults", "peers");

    void run(Bench bench, Facts facts) throws InterruptedException;

    /** All of them by name, in the order in which they run. */
    static Map<String, Scenario> all() {
        Map<String, Scenario> all = new LinkedHashMap<>();
        all.put("send-single", Throughput::sendSingle);
        all.put("half-load", new HalfLoad());
        all.put("send-batch", Throughput::sendBatch);
        all.put("receive-delete", Throughput::receiveDelete);
        all.put("lifecycle", Throughput::lifecycle);
        all.put("depth", new Depth());
        all.put("fifo", new Fifo());
        all.put("fifo-depth", new FifoDepth());
        all.put("fair", new Fair());
        all.put("long-polls", new LongPolls());
        all.put("deliver", new Deliver());
        all.put("deliver-latency", new DeliverLatency());
        all.put("workers", new Workers());
        all.put("publish", new Publish());
        all.put("events", new Events());
        all.put("schedules", new Schedules());
        all.put("start", new Start());
        all.put("compare", new Compare());
        all.put("compare-faults", new CompareFaults());
        all.put("peers", new Peers());
        return all;
    }
}
