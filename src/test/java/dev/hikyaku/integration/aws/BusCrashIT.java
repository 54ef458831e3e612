package dev.hikyaku.integration.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hikyaku.integration.AwsError;
import dev.hikyaku.integration.ServerProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * A server that is killed again and again while events are put onto its buses: what it acknowledged
 * is wherever it belongs, at least once.
 */
final class BusCrashIT {
    private static final int ROUNDS = 4;
    private static final int WRITERS = 4;

    private static final int REPLAYED = 12_000;
    private static final int REPLAY_KILLS = 3;

    /** Retries that were put off, and half a minute for what was under way when it was killed. */
    private static final Duration RECOVERY = Duration.ofMinutes(2);

    private final Set<Integer> acknowledged = new ConcurrentSkipListSet<>();
    private final Set<Integer> delivered = new ConcurrentSkipListSet<>();
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicBoolean well = new AtomicBoolean();

    private Hook.Answer sick(Hook.Call call) {
        if (!well.get()) {
            return Hook.Answer.status(500);
        }
        delivered.add(BusSetup.number(call.body()));
        return Hook.Answer.OK;
    }

    private Set<Integer> acknowledged(IntPredicate kinds) {
        return acknowledged.stream()
                .filter(n -> kinds.test(n % BusSetup.KINDS))
                .collect(Collectors.toSet());
    }

    @Test
    void whatWasAcknowledgedIsWhereverItBelongs(@TempDir Path folder) throws Exception {
        long seed = Long.getLong("hikyaku.seed", System.nanoTime());
        System.out.println("BusCrashIT: seed " + seed + "; again: -Dhikyaku.seed=" + seed);
        var random = new Random(seed);
        try (var sick = new Hook(this::sick);
                var dying = new Hook(call -> Hook.Answer.status(500));
                var server = ServerProcess.start(folder)) {
            String destination = prepare(server, sick, dying);
            for (int round = 0; round < ROUNDS; round++) {
                runUntilKilled(server, 200 + random.nextInt(1_000));
                server.restart();
            }

            well.set(true);
            try (var session = AwsClient.JAVA.connect(server.url())) {
                var setup = new BusSetup(session);
                BusSetup.ROUTES.forEach((queue, kinds) ->
                        assertThat(setup.drain(queue))
                                .as("queue %s, seed %d", queue, seed)
                                .containsAll(acknowledged(kinds))
                                .allMatch(n -> kinds.test(n % BusSetup.KINDS)));
                assertArchived(setup, seed);
                assertBuried(setup, destination);
                await().atMost(RECOVERY)
                        .untilAsserted(() ->
                                assertThat(delivered)
                                        .as("seed %d", seed)
                                        .containsAll(
                                                acknowledged(kind -> kind == BusSetup.SICK_KIND)));
            }
            System.out.printf(
                    "BusCrashIT: %d rounds, %d events acknowledged%n", ROUNDS, acknowledged.size());
            server.stop();
        }
    }

    /** The ARN of the destination that answers 500 for ever. */
    private static String prepare(ServerProcess server, Hook sick, Hook dying) {
        try (var session = AwsClient.JAVA.connect(server.url())) {
            var setup = new BusSetup(session);
            setup.make();
            setup.newQueue("dead");
            setup.rule(
                    "sick",
                    BusSetup.SICK_KIND,
                    AwsApi.given("Id", "sick", "Arn", sick.url() + "/f"));
            String destination = setup.destination(dying.url());
            setup.rule(
                    "dying",
                    BusSetup.DYING_KIND,
                    AwsApi.given(
                            "Id",
                            "dying",
                            "Arn",
                            destination,
                            "RetryPolicy",
                            Map.of("MaximumRetryAttempts", 2),
                            "DeadLetterConfig",
                            Map.of("Arn", BusSetup.queue("dead").get("Arn"))));
            return destination;
        }
    }

    /** Kills the server when it has acknowledged so many events more. */
    private void runUntilKilled(ServerProcess server, int events) throws Exception {
        int until = acknowledged.size() + events;
        try (var session = AwsClient.JAVA.connect(server.url());
                var writers = Executors.newFixedThreadPool(WRITERS)) {
            var setup = new BusSetup(session);
            var writing = new ArrayList<Future<?>>();
            for (int i = 0; i < WRITERS; i++) {
                writing.add(writers.submit(() -> write(setup)));
            }
            await().atMost(AwsCases.PATIENCE)
                    .pollInterval(Duration.ofMillis(1))
                    .until(() -> acknowledged.size() >= until);
            server.kill();
            for (Future<?> each : writing) {
                each.get();
            }
        }
    }

    private void write(BusSetup setup) {
        while (true) {
            try {
                acknowledged.addAll(setup.put(next.getAndAdd(BusSetup.BATCH)));
            } catch (AwsError e) {
                throw e;
            } catch (RuntimeException e) {
                return; // the server is gone
            }
        }
    }

    /** Whatever was acknowledged comes out of the archive again. */
    private void assertArchived(BusSetup setup, long seed) {
        setup.replay("all", "replayed");
        awaitReplayed(setup, "all");
        assertThat(setup.drain("replayed")).as("archive, seed %d", seed).containsAll(acknowledged);
    }

    private static void awaitReplayed(BusSetup setup, String name) {
        await().atMost(AwsCases.PATIENCE).until(() -> setup.replayState(name).equals("COMPLETED"));
    }

    /** What was tried three times in vain is in the dead-letter queue and says why. */
    private void assertBuried(BusSetup setup, String destination) {
        Set<Integer> buried = new HashSet<>();
        await().atMost(RECOVERY)
                .untilAsserted(() -> {
                    for (JsonNode message : setup.receive("dead")) {
                        assertReasons(message.path("MessageAttributes"), destination);
                        buried.add(BusSetup.number(message.path("Body").asString()));
                    }
                    assertThat(buried)
                            .containsAll(acknowledged(kind -> kind == BusSetup.DYING_KIND));
                });
        assertThat(buried).allMatch(n -> n % BusSetup.KINDS == BusSetup.DYING_KIND);
    }

    private static void assertReasons(JsonNode attributes, String destination) {
        Map.of(
                        "ERROR_CODE", "SDK_CLIENT_ERROR",
                        "ERROR_MESSAGE", "The API destination answered 500.",
                        "EXHAUSTED_RETRY_CONDITION", "MaximumRetryAttempts",
                        "RULE_ARN", BusSetup.ruleArn("dying"),
                        "TARGET_ARN", destination)
                .forEach((name, value) ->
                        assertThat(attributes.path(name).path("StringValue").asString())
                                .as(name)
                                .isEqualTo(value));
        assertThat(attributes.path("RETRY_ATTEMPTS").path("StringValue").asInt())
                .isGreaterThanOrEqualTo(2);
    }

    @Test
    void aReplayThatIsKilledGoesOn(@TempDir Path folder) throws Exception {
        try (var server = ServerProcess.start(folder)) {
            try (var session = AwsClient.JAVA.connect(server.url())) {
                var setup = new BusSetup(session);
                setup.make();
                try (var writers = Executors.newFixedThreadPool(WRITERS)) {
                    for (int i = 0; i < REPLAYED; i += BusSetup.BATCH) {
                        int first = i;
                        writers.submit(() -> acknowledged.addAll(setup.put(first)));
                    }
                }
                assertThat(acknowledged).hasSize(REPLAYED);
                setup.replay("cut", "again");
            }
            for (int kill = 1; kill <= REPLAY_KILLS; kill++) {
                killWhenReplayed(server, kill * REPLAYED / (2 * REPLAY_KILLS));
                server.restart();
            }
            try (var session = AwsClient.JAVA.connect(server.url())) {
                var setup = new BusSetup(session);
                awaitReplayed(setup, "cut");
                assertThat(setup.drain("again")).isEqualTo(acknowledged);
            }
            server.stop();
        }
    }

    private static void killWhenReplayed(ServerProcess server, int events) {
        try (var session = AwsClient.JAVA.connect(server.url())) {
            var setup = new BusSetup(session);
            await().atMost(AwsCases.PATIENCE)
                    .pollInterval(Duration.ofMillis(2))
                    .until(() -> setup.count("again") >= events);
            assertThat(setup.replayState("cut")).isEqualTo("RUNNING");
            server.kill();
        }
    }
}
