package dev.hikyaku.integration;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * What a delivery daemon promises, subject by subject, wherever it runs. A case has queues and a
 * process of its own, and mostly waits; so a few go side by side.
 */
@Execution(ExecutionMode.CONCURRENT)
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
                PeriodicCases,
                ShardCases,
                ContractCases {
    private Path root;
    private Daemon.Place place;
    private final AtomicInteger names = new AtomicInteger();

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

    @Override
    public String newName() {
        return "jobs-" + names.getAndIncrement();
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
