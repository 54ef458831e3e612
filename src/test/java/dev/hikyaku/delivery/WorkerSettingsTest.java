package dev.hikyaku.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class WorkerSettingsTest {
    private static WorkerSettings.Builder settings() {
        return WorkerSettings.builder("orders", URI.create("http://localhost:8080/jobs"));
    }

    private static void refuses(UnaryOperator<WorkerSettings.Builder> change, String sentence) {
        assertThatThrownBy(() -> change.apply(settings()).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(sentence);
    }

    @Test
    void hasDefaults() {
        WorkerSettings defaults = settings().build();
        assertThat(defaults.concurrency()).isEqualTo(50);
        assertThat(defaults.requestTimeout()).isEqualTo(Duration.ofSeconds(299));
        assertThat(defaults.visibilityTimeout()).isEqualTo(Duration.ofMinutes(2));
        assertThat(defaults.contentType()).isEqualTo("application/json");
    }

    @Test
    void namesWhatIsWrong() {
        refuses(
                s -> s.concurrency(0),
                "The setting concurrency is '0'; it must be from 1 to 1000.");
        refuses(
                s -> s.concurrency(1001),
                "The setting concurrency is '1001'; it must be from 1 to 1000.");
        refuses(
                s -> s.requestTimeout(Duration.ofMillis(999)),
                "The setting request-timeout is '999ms'; it must be from 1s to 36000s.");
        refuses(
                s -> s.visibilityTimeout(Duration.ZERO),
                "The setting visibility-timeout is '0s'; it must be from 1s to 43200s.");
        refuses(
                s -> s.visibilityTimeout(Duration.ofMillis(1500)),
                "The setting visibility-timeout is '1500ms'; it must be whole seconds.");
        refuses(
                s -> s.backoff(Duration.ofSeconds(10), Duration.ofSeconds(5)),
                "The setting backoff-min is '10s'; it must be from 0s to 5s.");
        refuses(
                s -> s.connectTimeout(Duration.ofSeconds(61)),
                "The setting connect-timeout is '61s'; it must be from 1ms to 60s.");
        refuses(
                s -> s.contentType("a\r\nb"),
                "The setting content-type is 'a\r\nb'; it must be visible ASCII.");
        refuses(
                s -> s.healthUrl(URI.create("/healthy")),
                "The setting health-url is '/healthy'; it must be an absolute http or https URL"
                        + " without user and password.");
    }

    @Test
    void refusesUrlsThatAreNotHttp() {
        for (String url :
                new String[] {"localhost:8080", "ftp://host/", "http:///x", "http://u:p@h/"}) {
            assertThatThrownBy(() -> WorkerSettings.builder("x", URI.create(url)).build())
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("The setting url is '" + url + "'");
        }
    }
}
