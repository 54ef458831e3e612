package dev.hikyaku.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hikyaku.integration.Sqs.Outgoing;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One signal drains, two are one too many. */
final class SignalIT {
    private static final int SIGTERM = 143;

    @TempDir private Path folder;

    @SuppressWarnings("NullAway.Init") // JUnit sets the field
    SignalIT() {}

    @ParameterizedTest
    @EnumSource(Daemon.Place.class)
    void aSecondSignalEndsTheProcessAtOnce(Daemon.Place place) {
        var never = new CountDownLatch(1);
        try (var worker =
                        new TestWorker(delivery -> {
                            never.await();
                            return 200;
                        });
                var daemon = place.start(folder, worker.up().url("/"), 1);
                var sqs = daemon.sqs()) {
            sqs.send(sqs.createQueue("jobs", Map.of()), Outgoing.of("held"));
            await().atMost(Duration.ofSeconds(30)).until(() -> !worker.deliveries().isEmpty());
            daemon.process().signal();
            daemon.process().awaitLog("drains: 1 deliveries run");
            assertThat(daemon.process().alive()).isTrue();
            daemon.process().signal();
            assertThat(daemon.process().awaitExit()).isEqualTo(SIGTERM);
        }
    }
}
