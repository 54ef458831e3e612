package dev.hikyaku.delivery.periodic;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.hikyaku.FuzzInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** {@code cron.yaml}, its schedules, and the token that leaders hand on. */
final class CronFileFuzzTest {
    private static final Instant NOW = Instant.ofEpochSecond(1_700_000_000);

    private final Path file;

    CronFileFuzzTest() throws IOException {
        file = Files.createTempFile("cron", ".yaml");
    }

    @BeforeEach
    void empty() throws IOException {
        Files.write(file, new byte[0]);
    }

    @AfterEach
    void remove() throws IOException {
        Files.deleteIfExists(file);
    }

    @FuzzTest
    @DictionaryEntries({
        "version: 1",
        "cron:",
        " - name: ",
        "   url: ",
        "   schedule: ",
        "&a",
        "*a",
        "<<: ",
        "!!",
        "\"* * * * *\""
    })
    void files(byte[] input) throws IOException {
        Files.write(file, input);
        try {
            assertThat(CronFile.read(file)).hasSizeLessThanOrEqualTo(CronFile.TASKS_MAX);
        } catch (IllegalArgumentException e) {
            assertThat(e).hasMessageStartingWith("The cron file " + file);
        }
    }

    @FuzzTest
    @DictionaryEntries({"* * * * *", "*/5", "MON", "JAN", "-", ",", "31", "0", "29 2"})
    void schedules(byte[] input) {
        try {
            Schedule schedule = Schedule.parse(FuzzInput.text(input));
            assertThat(schedule.after(NOW)).isAfter(NOW);
            assertThat(schedule.upTo(NOW)).isBeforeOrEqualTo(NOW);
        } catch (IllegalArgumentException e) {
            assertThat(e.getMessage()).isNotNull();
        }
    }

    @FuzzTest
    @DictionaryEntries({
        "{\"version\":1,\"runs\":{\"a\":\"",
        "2026-01-01T00:00:00Z",
        "+1000000000-12-31"
    })
    void tokens(byte[] input) {
        Token token = Token.decode(FuzzInput.text(input));
        assertThat(Token.decode(token.encode())).isEqualTo(token);
        var tasks = List.of(new PeriodicTask("a", "/a", Schedule.parse("0 0 * * *")));
        assertThat(new Timetable(tasks, Duration.ofMinutes(1)).due(token, NOW).token().runs())
                .containsKey("a");
    }
}
