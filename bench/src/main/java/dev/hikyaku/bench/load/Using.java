package dev.hikyaku.bench.load;

import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** What a client of a library does again and again. */
public final class Using {
    private static final int BODIES = 1024;

    private Using() {}

    /** Sends so many messages at a time. */
    public static BlockingLoad.Task sending(Client client, int bodyBytes, int messages, long seed) {
        Random random = new Random(seed);
        List<String> bodies =
                IntStream.range(0, BODIES).mapToObj(i -> body(random, bodyBytes)).toList();
        int[] position = {0};
        return tally -> {
            int from = position[0];
            position[0] = (from + messages) % (BODIES - messages);
            long startNanos = System.nanoTime();
            client.send(bodies.subList(from, from + messages));
            tally.latency(System.nanoTime() - startNanos);
            tally.sent(messages);
        };
    }

    /**
     * Sends a message, receives one and deletes it; as with SQS, a receive says nothing of how long
     * it took.
     */
    public static BlockingLoad.Task cycling(Client client, int bodyBytes, long seed) {
        BlockingLoad.Task sending = sending(client, bodyBytes, 1, seed);
        boolean[] drains = {false};
        return tally -> {
            if (!drains[0]) {
                sending.run(tally);
                drains[0] = true;
            }
            if (client.receive()) {
                long startNanos = System.nanoTime();
                client.delete();
                tally.latency(System.nanoTime() - startNanos);
                tally.deleted(1);
                drains[0] = false;
            }
        };
    }

    private static String body(Random random, int bytes) {
        byte[] noise = new byte[bytes];
        random.nextBytes(noise);
        return Base64.getEncoder().encodeToString(noise).substring(0, bytes);
    }
}
