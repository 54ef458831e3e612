package dev.hikyaku.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * {@code hikyaku work} in front of moto's server, a stranger. Run by {@code make cross-check}. One
 * case after the other: moto's dead-letter moves lose their way when polls run side by side.
 */
@Timeout(90)
@Execution(ExecutionMode.SAME_THREAD)
final class MotoDaemonCheck extends DaemonSuite {
    /** A poll there takes a message although its client has gone, and says so to nobody. */
    private static final String TAKEN_BY_THE_GONE = "theHealthUrlMustAnswer";

    /** A long poll there knows only the groups that were locked when it began. */
    private static final String FORGETS_LOCKS = "aMessageIsDeliveredOnlyWhenTheOneBeforeItIsDone";

    @RegisterExtension private final Differences differences = new Differences();
    private @Nullable MotoServer moto;

    @Override
    Daemon.Place open(Path folder) {
        moto = new MotoServer("123456789012");
        return Daemon.inFrontOf(moto.url());
    }

    @Override
    void close() {
        Objects.requireNonNull(moto).close();
    }

    @AfterAll
    void differsInNothingElse() {
        assertThat(differences.found().keySet())
                .as(differences.toString())
                .isSubsetOf(TAKEN_BY_THE_GONE, FORGETS_LOCKS);
    }
}
