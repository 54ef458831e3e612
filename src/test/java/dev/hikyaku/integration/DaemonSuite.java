package dev.hikyaku.integration;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What a delivery daemon promises, subject by subject, wherever it runs. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class DaemonSuite
        implements CreditCases,
                HeartbeatCases,
                OutcomeCases,
                BreakerCases,
                PriorityCases,
                GroupCases,
                EventCases,
                LimitCases,
                TargetCases,
                OriginCases,
                DrainCases,
                ContractCases {
    private Path root;
    private Daemon.Place place;
    private String prefix = "";
    private int names;

    @SuppressWarnings("NullAway.Init") // set before the first test
    DaemonSuite() {}

    /** Starts what all cases share; says where daemons run. */
    abstract Daemon.Place open(Path folder);

    /** Ends what they shared. */
    void close() {}

    @BeforeAll
    void begin(@TempDir Path folder) {
        root = folder;
        place = open(folder);
    }

    @AfterAll
    void end() {
        close();
    }

    @BeforeEach
    void nameQueues(TestInfo test) {
        String name = test.getTestMethod().orElseThrow().getName();
        prefix = name.substring(0, Math.min(55, name.length()));
    }

    @Override
    public String newName() {
        return prefix + "-" + names++;
    }

    @Override
    public Path newFolder() {
        try {
            return Files.createTempDirectory(root, "d");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Daemon start(DaemonSetup setup) {
        return place.start(newFolder(), setup);
    }

    @Override
    public String refusal(DaemonSetup setup) {
        return place.refusal(newFolder(), setup);
    }
}
