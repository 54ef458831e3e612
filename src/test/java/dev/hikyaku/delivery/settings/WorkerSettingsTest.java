package dev.hikyaku.delivery.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class WorkerSettingsTest {
    private static final URI URL = URI.create("http://localhost:8080/jobs");
    private static final List<QueueSettings> QUEUES = List.of(QueueSettings.of("orders"));

    private static WorkerSettings settings(Values values) {
        return WorkerSettings.of("orders", QUEUES, List.of(URL), values);
    }

    private static void refuses(UnaryOperator<Values> change, String sentence) {
        assertThatThrownBy(() -> settings(change.apply(Values.NONE)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(sentence);
    }

    private static void refuses(Setting<?> setting, String text, String allowed) {
        assertThatThrownBy(() -> setting.read(List.of(text)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(allowed);
    }

    @Test
    void hasDefaults() {
        WorkerSettings defaults = settings(Values.NONE);
        assertThat(defaults.concurrency()).isEqualTo(50);
        assertThat(defaults.target().requestTimeout()).isEqualTo(Duration.ofSeconds(299));
        assertThat(defaults.visibility().timeout()).isEqualTo(Duration.ofMinutes(2));
        assertThat(defaults.target().contentType()).isEqualTo("application/json");
    }

    @Test
    void everyDefaultIsOneThatCouldBeSet() {
        for (Setting<?> setting : WorkerKeys.ALL) {
            if (!setting.fallbackText().isEmpty()) {
                Object read = setting.read(List.of(setting.fallbackText()));
                assertThat(read).as(setting.key()).isEqualTo(setting.fallback());
            }
        }
    }

    @Test
    void keysAndOptionsAreUnique() {
        var seen = new HashSet<String>();
        assertThat(WorkerKeys.ALL).allMatch(setting -> seen.add(setting.option()));
    }

    @Test
    void namesWhatIsAllowed() {
        refuses(WorkerKeys.CONCURRENCY, "0", "must be an integer from 1 to 1000");
        refuses(WorkerKeys.CONCURRENCY, "1001", "must be an integer from 1 to 1000");
        refuses(WorkerKeys.CONCURRENCY, "many", "must be an integer from 1 to 1000");
        refuses(WorkerKeys.RATE, "-1", "must be a number from 0 to 1000000");
        refuses(WorkerKeys.RATE, "NaN", "must be a number from 0 to 1000000");
        refuses(WorkerKeys.REQUEST_TIMEOUT, "999ms", "must be a duration from 1s to 36000s");
        refuses(WorkerKeys.REQUEST_TIMEOUT, "5", "must be a duration from 1s to 36000s");
        refuses(WorkerKeys.CONTENT_TYPE, "a\r\nb", "must be visible ASCII");
        refuses(WorkerKeys.PRIORITY, "STRICT", "must be one of strict, weighted");
        refuses(WorkerKeys.SUCCESS, "200", "must be one of strict, 2xx");
        refuses(WorkerKeys.HEARTBEAT, "yes", "must be true or false");
        refuses(
                WorkerKeys.SHARD,
                "3/3",
                "must be INDEX/COUNT, such as 0/3, with a count from 1 to 1000");
        refuses(
                WorkerKeys.HEALTH_URL,
                "/healthy",
                "must be an absolute http or https URL without user and password");
        refuses(
                WorkerKeys.ROUTES,
                "orders",
                "must be QUEUE=/path, where QUEUE may have * for any text");
    }

    @Test
    void namesWhatDoesNotFitTogether() {
        refuses(
                values -> values.with(WorkerKeys.VISIBILITY_TIMEOUT, Duration.ofMillis(1500)),
                "The setting visibility-timeout is '1500ms'; it must be whole seconds.");
        refuses(
                values ->
                        values.with(WorkerKeys.BACKOFF_MIN, Duration.ofSeconds(10))
                                .with(WorkerKeys.BACKOFF_MAX, Duration.ofSeconds(5)),
                "The setting backoff-min is '10s'; it must be from 0s to 5s, which is backoff-max.");
        refuses(
                values -> values.with(WorkerKeys.HEARTBEAT, false),
                "The setting request-timeout is '299s'; it must be shorter than the"
                        + " visibility-timeout of 120s without heartbeat, or messages are delivered twice.");
        refuses(
                values -> values.with(WorkerKeys.BATCH_SIZE, 10),
                "The setting batch.size is '10'; it must be 1 with format = \"message\";"
                        + " set format = \"event\" for batches.");
        refuses(
                values ->
                        values.with(WorkerKeys.FORMAT, Format.EVENT)
                                .with(WorkerKeys.BATCH_SIZE, 10)
                                .with(WorkerKeys.PATH_ATTRIBUTE, "path")
                                .with(WorkerKeys.PATHS, List.of("/a")),
                "The setting batch.size is '10'; it must be 1 with path-attribute,"
                        + " because a batch goes to one path.");
        refuses(
                values -> values.with(WorkerKeys.SHARE, 0.1),
                "The setting share is '0.1'; it needs priority = \"strict\";"
                        + " with weighted priority the weights say it.");
        refuses(
                values -> values.with(WorkerKeys.TLS_CERT, Path.of("worker.pem")),
                "The setting tls.cert is 'worker.pem'; it needs tls.key, and the other way round.");
        refuses(
                values -> values.with(WorkerKeys.SHARD_KEY, "customer"),
                "The setting shard-key is 'customer'; it needs shard.");
        assertThatThrownBy(() -> new QueueSettings("orders", 0, 0, 0))
                .hasMessage("The setting weight is '0'; it must be from 1 to 1000.");
    }

    @Test
    void refusesUrlsThatAreNotHttp() {
        for (String url :
                new String[] {"localhost:8080", "ftp://host/", "http:///x", "http://u:p@h/"}) {
            List<URI> urls = List.of(URI.create(url));
            assertThatThrownBy(() -> WorkerSettings.of("x", QUEUES, urls, Values.NONE))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("The setting url is '" + url + "'");
        }
    }

    @Test
    void aSocketHasNoNameToResolve() {
        List<URI> urls = List.of(URI.create("unix:/tmp/worker.sock:/jobs"));
        Values values = Values.NONE.with(WorkerKeys.RESOLVE, Resolve.HOST);
        assertThatThrownBy(() -> WorkerSettings.of("x", QUEUES, urls, values))
                .hasMessage(
                        "The setting url is 'unix:/tmp/worker.sock:/jobs'; it has no host,"
                                + " which resolve needs.");
    }

    @Test
    void routesGoByTheQueue() {
        var routes = Routes.parse(List.of("mail-*=/mail", "orders=/o", "*=/rest"));
        assertThat(routes.path("mail-a.b")).isEqualTo("/mail");
        assertThat(routes.path("orders")).isEqualTo("/o");
        assertThat(routes.path("orders2")).isEqualTo("/rest");
    }
}
