package dev.hikyaku.integration.aws;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Cases that share one server and one client. A suite is an abstract class that has cases, and a
 * final one for each client and server.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class AwsSuite implements AwsCases {
    private static final int PREFIX_MAX = 48;

    private final AwsClient client;
    private final AwsServer server;
    private final AtomicInteger names = new AtomicInteger();
    private String endpoint = "";
    private AwsClient.Session session;
    private String prefix = "";

    @SuppressWarnings("NullAway.Init") // set before the first test
    AwsSuite(AwsClient client, AwsServer server) {
        this.client = client;
        this.server = server;
    }

    /** Puts what the server needs into the folder that it is started in. */
    void prepare(Path folder) throws IOException {}

    @BeforeAll
    void start(@TempDir Path folder) throws IOException {
        prepare(folder);
        endpoint = server.start(folder);
        session = client.connect(endpoint);
    }

    @AfterAll
    void end() {
        try {
            session.close();
        } finally {
            server.stop();
        }
    }

    @BeforeEach
    void nameThings(TestInfo test) {
        String name = test.getTestMethod().orElseThrow().getName();
        prefix = name.substring(0, Math.min(PREFIX_MAX, name.length()));
    }

    @Override
    public String newName() {
        return prefix + "-" + names.incrementAndGet();
    }

    @Override
    public String endpoint() {
        return endpoint;
    }

    @Override
    public AwsApi service(String name) {
        return session.service(name, REGION, "test");
    }
}
