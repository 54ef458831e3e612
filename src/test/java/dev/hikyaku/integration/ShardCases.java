package dev.hikyaku.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hikyaku.integration.Sqs.Attribute;
import dev.hikyaku.integration.Sqs.Outgoing;
import dev.hikyaku.integration.TestWorker.Reply;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A worker that takes one part of a stream. */
interface ShardCases extends DaemonCases {
    /** As the documentation says it: 8 bytes of the key's SHA-256, modulo the count. */
    private static int shardOf(String key, int count) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(key.getBytes(StandardCharsets.UTF_8));
            return new BigInteger(1, Arrays.copyOf(digest, Long.BYTES))
                    .mod(BigInteger.valueOf(count))
                    .intValueExact();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    default void aShardTakesItsPartAndLeavesTheRest() {
        List<String> customers = IntStream.range(0, 24).mapToObj(i -> "customer " + i).toList();
        List<String> ours =
                customers.stream().filter(customer -> shardOf(customer, 3) == 1).toList();
        try (var worker = TestWorker.replying(delivery -> Reply.OK);
                var daemon =
                        start(
                                setup(worker.url("/"))
                                        .with("shard", "1/3")
                                        .with("shard-key", "customer"));
                var sqs = daemon.sqs()) {
            send(
                    sqs,
                    daemon.queue().name(),
                    customers.stream()
                            .map(customer ->
                                    Outgoing.of(customer)
                                            .with(
                                                    Map.of(
                                                            "customer",
                                                            Attribute.of("String", customer))))
                            .toArray(Outgoing[]::new));
            eventually().until(() -> worker.deliveries().size() == ours.size());
            stays(() -> assertThat(worker.bodies()).containsExactlyInAnyOrderElementsOf(ours));
        }
    }
}
