package dev.hikyaku.bench.scenario;

import dev.hikyaku.bench.load.BlockingLoad;
import dev.hikyaku.bench.load.Client;
import dev.hikyaku.bench.load.Sending;
import dev.hikyaku.bench.load.Using;
import dev.hikyaku.bench.report.Contender;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The same load in two forms: as requests of SQS, and as calls of a client library.
 *
 * @param messages that a send has
 * @param drained whether each message that was sent is received and deleted
 */
record PeerLoad(Workload workload, int messages, boolean drained) {
    static List<PeerLoad> all() {
        int bytes = Throughput.SMALL_BYTES;
        return List.of(
                new PeerLoad(
                        Workload.sending(
                                Contender.SEND,
                                bytes,
                                (requests, n) -> Sending.singles(requests, bytes, n)),
                        1,
                        false),
                new PeerLoad(
                        Workload.sending(
                                Contender.TENS,
                                bytes,
                                (requests, n) -> Sending.batches(requests, bytes, n)),
                        10,
                        false),
                new PeerLoad(Throughput.cycle(Contender.LIFECYCLE), 1, true));
    }

    String name() {
        return workload.name();
    }

    List<BlockingLoad.Task> tasks(List<? extends Client> clients) {
        return IntStream.range(0, clients.size()).mapToObj(i -> task(clients.get(i), i)).toList();
    }

    private BlockingLoad.Task task(Client client, int seed) {
        return drained
                ? Using.cycling(client, Throughput.SMALL_BYTES, seed)
                : Using.sending(client, Throughput.SMALL_BYTES, messages, seed);
    }
}
