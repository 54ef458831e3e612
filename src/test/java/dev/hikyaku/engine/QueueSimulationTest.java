package dev.hikyaku.engine;

import static org.assertj.core.api.Assertions.assertThatCode;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

/** A few seeds in every build; {@code -Dhikyaku.seeds=7} or {@code =1-1000} runs others. */
class QueueSimulationTest {
    private static final int STEPS = 2_000;

    @BeforeAll
    static void quiet() {
        engineLog().setLevel(Level.OFF);
    }

    @AfterAll
    static void loud() {
        engineLog().setLevel(null);
    }

    private static Logger engineLog() {
        return (Logger) LoggerFactory.getLogger(Partition.class.getPackageName());
    }

    static LongStream seeds() {
        String[] bounds = System.getProperty("hikyaku.seeds", "1-20").split("-", 2);
        return LongStream.rangeClosed(
                Long.parseLong(bounds[0]), Long.parseLong(bounds[bounds.length - 1]));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void promisesHoldThroughCrashesBugsAndFailingSyncs(long seed) {
        assertThatCode(() -> new QueueSimulation(seed).run(STEPS))
                .as("mvn test -Dtest=QueueSimulationTest -Dhikyaku.seeds=%d", seed)
                .doesNotThrowAnyException();
    }
}
