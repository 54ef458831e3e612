package dev.hikyaku.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hikyaku.delivery.settings.Format;
import dev.hikyaku.delivery.settings.Priority;
import dev.hikyaku.delivery.settings.QueueSettings;
import dev.hikyaku.delivery.settings.Values;
import dev.hikyaku.delivery.settings.WorkerSettings;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the file says of a worker. */
class WorkerSectionTest {
    private static WorkerSettings read(String worker) {
        return ConfigFile.read("hikyaku.toml", "[[worker]]\n" + worker).workers().getFirst();
    }

    @Test
    void queuesAreTextsOrTables() {
        WorkerSettings worker =
                read(
                        """
                        queues = ["a", { name = "b", weight = 3, concurrency = 10, rate = 0.5 }]
                        url = "http://h/"
                        """);
        assertThat(worker.queues())
                .containsExactly(QueueSettings.of("a"), new QueueSettings("b", 3, 10, 0.5));
        assertThat(worker.name()).isEqualTo("a,b");
    }

    @Test
    void settingsOfEveryForm() {
        WorkerSettings worker =
                read(
                        """
                        name = "both"
                        queues = ["a"]
                        urls = ["http://one/", "unix:/run/worker.sock:/jobs"]
                        priority = "strict"
                        rate = 12
                        heartbeat = true
                        format = "event"
                        batch = { size = 10, window = "200ms" }
                        routes = ["a=/a", "*=/rest"]
                        """);
        assertThat(worker.name()).isEqualTo("both");
        assertThat(worker.target().urls())
                .containsExactly(
                        URI.create("http://one/"), URI.create("unix:/run/worker.sock:/jobs"));
        assertThat(worker.target().format()).isEqualTo(Format.EVENT);
        assertThat(worker.target().paths().routes().path("b")).isEqualTo("/rest");
        assertThat(worker.flow().priority()).isEqualTo(Priority.STRICT);
        assertThat(worker.flow().rate()).isEqualTo(12);
        assertThat(worker.batch()).isEqualTo(new WorkerSettings.Batch(10, Duration.ofMillis(200)));
    }

    @Test
    void endpointsThatRegisterThemselvesNeedNoUrl() {
        assertThat(read("queues = [\"a\"]\nregister = true").target().urls()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "queues = [] | [[worker]] 1 needs queues, a list of texts such as",
                "queues = 'a' | [[worker]] 1 needs queues, a list of texts such as",
                "queues = [3] | [[worker]] 1 queues 1 must be a table",
                "queues = [{ weight = 3 }] | [[worker]] 1 queues 1 needs name, a text",
                "queues = ['a', 'b c'] | [[worker]] 1 queues 2 name = \"b c\": Can only include",
                "queues = [{ name = 'a', weight = 0 }] "
                        + "| queues 1 weight = 0: must be an integer from 1 to 1000",
                "queues = [{ name = 'a', rate = -1 }] "
                        + "| queues 1 rate = -1: must be a number from 0 to 1000000",
                "queues = [{ name = 'a', wait = 1 }] "
                        + "| queues 1 has the unknown key wait; it knows concurrency, name, rate, weight",
                "queues = ['a'] | [[worker]] 1: needs url, a text in quotes; or urls",
                "queues = ['a'];urls = [] | [[worker]] 1: needs url, a text in quotes; or urls",
                "queues = ['a'];url = 'http://h/';urls = ['http://i/'] | cannot be set beside urls",
                "queues = ['a'];url = 'ftp://h/' | The setting url is 'ftp://h/'; it must be",
                "queues = ['a'];url = 'http://h/';rate = 'x' "
                        + "| [[worker]] 1 rate = \"x\": must be a number from 0 to 1000000",
                "queues = ['a'];url = 'http://h/';batch = { size = 0 } "
                        + "| [[worker]] 1 batch.size = 0: must be an integer from 1 to 10000",
                "queues = ['a'];url = 'http://h/';batch = 3 | batch = 3: must be a table such as",
                "queues = ['a'];url = 'http://h/';batch = { sice = 1 } "
                        + "| batch has the unknown key sice; it knows size, window",
                "queues = ['a'];url = 'http://h/';routes = ['a'] "
                        + "| routes = [\"a\"]: must be QUEUE=/path",
                "queues = ['a'];url = 'http://h/';heartbeat = 'no' "
                        + "| heartbeat = \"no\": must be true or false"
            })
    void aMistakeIsNamedWithItsPlace(String worker, String words) {
        assertThatThrownBy(() -> read(worker.replace(';', '\n')))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("hikyaku.toml: ")
                .hasMessageContaining(words);
    }

    @Test
    void noTwoWorkersHaveOneName() {
        var file =
                ConfigFile.read(
                        "hikyaku.toml", "[[worker]]\nqueues = [\"a\"]\nurl = \"http://h/\"\n");
        WorkerSettings same =
                WorkerSettings.of(
                        "a",
                        List.of(QueueSettings.of("a")),
                        List.of(URI.create("http://other/")),
                        Values.NONE);
        assertThatThrownBy(() -> file.settings(ServerOptions.NONE, List.of(same)))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("There are two workers with the name a");
    }
}
