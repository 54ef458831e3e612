package dev.hikyaku.delivery.periodic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CronFileTest {
    @TempDir private Path folder;

    @SuppressWarnings("NullAway.Init") // set before each test
    CronFileTest() {}

    private Path file(String text) {
        try {
            return Files.writeString(folder.resolve("cron.yaml"), text);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void refused(Path file, String... reasons) {
        var thrown =
                assertThatThrownBy(() -> CronFile.read(file))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageStartingWith("The cron file " + file + " ");
        for (String reason : reasons) {
            thrown.hasMessageContaining(reason);
        }
    }

    @Test
    void readsWhatElasticBeanstalkReads() {
        List<PeriodicTask> tasks =
                CronFile.read(
                        file(
                                """
                                version: 1
                                cron:
                                 - name: "backup-job"          # required - unique across all entries
                                   url: "/backup"              # does not need to be unique
                                   schedule: "0 */12 * * *"
                                 - name: audit
                                   url: /audit?full=1
                                   schedule: 0 23 * * *
                                   owner: ops
                                """));

        assertThat(tasks)
                .extracting(task -> task.name() + " " + task.path() + " " + task.schedule())
                .containsExactly(
                        "backup-job /backup 0 */12 * * *", "audit /audit?full=1 0 23 * * *");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "version: 2                  | version must be 1, not 2",
                "cron: []                    | version must be 1, not null",
                "version: 1                  | cron must be a list of tasks",
                "'{version: 1, cron: x}'     | cron must be a list of tasks",
                "[]                          | must have the fields version and cron",
                "'{version: 1, version: 1}'  | is not valid YAML",
                "'{version: 1, cron: [a]}'   | entry 1 must have the fields name, url and schedule",
            })
    void namesWhatIsWrongWithTheFile(String text, String reason) {
        refused(file(text), reason);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "url: /a, schedule: 0 0 * * *                 | entry 2: name must be",
                "name: first, url: /a, schedule: 0 0 * * *    | entry 2 (first): name is that of an",
                "name: b, schedule: 0 0 * * *                 | entry 2 (b): url must be a path",
                "name: b, url: a, schedule: 0 0 * * *         | not 'a'",
                "name: b, url: /a                             | entry 2 (b): schedule must be five",
                "name: b, url: /a, schedule: 0 0 * *          | not '0 0 * *'",
            })
    void namesTheEntryAndTheField(String entry, String reason) {
        String first = "{name: first, url: /, schedule: 0 0 * * *}";
        refused(file("{version: 1, cron: [" + first + ", {" + entry + "}]}"), reason);
    }

    @Test
    void namesAFileThatIsNotThere() {
        refused(folder.resolve("none.yaml"), "cannot be read");
    }

    @Test
    void boundsTheTasks() {
        var text = new StringBuilder("version: 1\ncron:\n");
        for (int i = 0; i <= CronFile.TASKS_MAX; i++) {
            text.append("- {name: t" + i + ", url: /, schedule: 0 0 * * *}\n");
        }
        refused(file(text.toString()), "cron has 1001 tasks; at most 1000 go");
        refused(file("#".repeat((1 << 20) + 1)), "has more than 1048576 bytes");
    }
}
