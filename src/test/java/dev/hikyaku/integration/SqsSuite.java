package dev.hikyaku.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
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
    private ServerProcess server;
    private Sqs sqs;
    private String prefix = "";
    private int queues;

    @SuppressWarnings("NullAway.Init") // set before the first test
    SqsSuite() {}

    abstract Sqs connect(String url);

    @BeforeAll
    void start(@TempDir Path folder) {
        server = ServerProcess.start(folder);
        sqs = connect(server.url());
    }

    @AfterAll
    void end() {
        sqs.close();
        try (var process = server) {
            process.stop();
            assertThat(process.process().stderr())
                    .as("a server that met clients only has no errors to log")
                    .doesNotContain("ERROR");
        }
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
    public ServerProcess server() {
        return server;
    }

    @Override
    public Sqs sqs() {
        return sqs;
    }
}
