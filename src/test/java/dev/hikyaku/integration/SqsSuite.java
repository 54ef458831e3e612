package dev.hikyaku.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * What SQS promises, subject by subject; each protocol has to keep all of it. All cases share one
 * server.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class SqsSuite
        implements QueueCases,
                NameCases,
                AttributeCases,
                EncryptionCases,
                TagCases,
                PermissionCases,
                RegionCases,
                SendCases,
                ReceiveCases,
                BatchCases,
                VisibilityCases,
                DeadLetterCases,
                RedrivePolicyCases,
                MoveCases,
                FifoQueueCases,
                DeduplicationCases,
                FairCases,
                MissingCases {
    private @Nullable ServerProcess server;
    private String endpoint = "";
    private Sqs sqs;
    private String prefix = "";
    private int queues;

    @SuppressWarnings("NullAway.Init") // set before the first test
    SqsSuite() {}

    abstract Sqs connect(String url);

    /** Starts the server that the cases meet; returns where it listens. */
    String startServer(Path folder) {
        server = ServerProcess.start(folder);
        return server.url();
    }

    void stopServer() {
        try (var process = Objects.requireNonNull(server)) {
            process.stop();
            assertThat(process.process().stderr())
                    .as("a server that met clients only has no errors to log")
                    .doesNotContain("ERROR");
        }
    }

    @BeforeAll
    void start(@TempDir Path folder) {
        endpoint = startServer(folder);
        sqs = connect(endpoint);
    }

    @AfterAll
    void end() {
        sqs.close();
        stopServer();
    }

    @BeforeEach
    void nameQueues(TestInfo test) {
        String name = test.getTestMethod().orElseThrow().getName();
        prefix = name.substring(0, Math.min(60, name.length()));
    }

    @Override
    public String newName() {
        return prefix + "-" + queues++;
    }

    @Override
    public String endpoint() {
        return endpoint;
    }

    @Override
    public Sqs sqs() {
        return sqs;
    }
}
