package dev.hikyaku.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hikyaku.integration.Sqs.Outgoing;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Daemons in the server. */
@Timeout(90)
final class DaemonInServerIT extends DaemonSuite {
    @Override
    Daemon.Place open(Path folder) {
        return Daemon.IN_THE_SERVER;
    }

    @Test
    void theCommandLineAloneIsEnough() {
        try (var worker = new TestWorker(delivery -> 200).up();
                var server =
                        ServerProcess.start(
                                newFolder(),
                                "--worker",
                                "mail,sms=" + worker.url("/in?from=hikyaku"));
                var sqs = new JsonSqs(server.url())) {
            sqs.send(sqs.queueUrl("mail"), Outgoing.of("a mail"));
            sqs.send(sqs.queueUrl("sms"), Outgoing.of("a short one"));
            eventually().until(() -> worker.deliveries().size() == 2);
            assertThat(worker.deliveries())
                    .extracting(delivery -> delivery.header("X-Aws-Sqsd-Queue") + delivery.body())
                    .containsExactlyInAnyOrder("maila mail", "smsa short one");
            assertThat(worker.deliveries())
                    .extracting(TestWorker.Delivery::path)
                    .containsOnly("/in?from=hikyaku");
            server.stop();
        }
    }
}
