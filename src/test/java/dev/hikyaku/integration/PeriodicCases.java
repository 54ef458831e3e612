package dev.hikyaku.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hikyaku.integration.TestWorker.Reply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Messages by the clock. */
interface PeriodicCases extends DaemonCases {
    /** The next minute, and what a machine under load takes. */
    Duration A_MINUTE_AND_MORE = Duration.ofMinutes(2);

    @Test
    default void aPeriodicTaskLooksLikeThoseOfElasticBeanstalk() throws IOException {
        Path cron = newFolder().resolve("cron.yaml");
        Files.writeString(
                cron,
                """
                version: 1
                cron:
                  - name: each-minute
                    url: /tick
                    schedule: "* * * * *"
                """);
        Instant before = Instant.now();
        try (var worker = TestWorker.replying(delivery -> Reply.OK);
                var daemon = start(setup(worker.url("/work")).with("cron", cron.toString()))) {
            assertThat(daemon.queue().name()).isNotEmpty();
            await().atMost(A_MINUTE_AND_MORE).until(() -> !worker.deliveries().isEmpty());
            var run = worker.deliveries().getFirst();
            assertThat(run.path()).isEqualTo("/tick");
            assertThat(run.body()).isEmpty();
            assertThat(run.header("X-Aws-Sqsd-Taskname")).isEqualTo("each-minute");
            assertThat(Instant.parse(run.header("X-Aws-Sqsd-Scheduled-At")))
                    .isAfter(before)
                    .matches(at -> at.getEpochSecond() % 60 == 0);
        }
    }
}
