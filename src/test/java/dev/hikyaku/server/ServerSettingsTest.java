package dev.hikyaku.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the file says of the server, and what it may say. */
class ServerSettingsTest {
    private static ServerSettings read(String server) {
        return ConfigFile.read("hikyaku.toml", "[server]\n" + server)
                .settings(ServerOptions.NONE, List.of());
    }

    @Test
    void namesAreFreeAtOnceAndNoPageMayCallUnlessItIsSaid() {
        ServerSettings settings = read("");
        assertThat(settings.recreateDelay()).isEqualTo(Duration.ZERO);
        assertThat(settings.corsOrigins()).isEmpty();
        assertThat(settings.region()).isEqualTo("us-east-1");
        assertThat(settings.account()).isEqualTo("000000000000");
    }

    @Test
    void theFileSaysIt() {
        ServerSettings settings =
                read(
                        """
                        recreate-delay = "60s"
                        cors-origins = ["*", "http://localhost:3000"]
                        region = "eu-west-1"
                        account = "111122223333"
                        """);
        assertThat(settings.recreateDelay()).isEqualTo(Duration.ofSeconds(60));
        assertThat(settings.corsOrigins()).containsExactly("*", "http://localhost:3000");
        assertThat(settings.region()).isEqualTo("eu-west-1");
        assertThat(settings.account()).isEqualTo("111122223333");
        assertThat(read("cors-origins = []").corsOrigins()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "recreate-delay = \"61m\" | 0s to 3600s",
                "recreate-delay = \"60\" | a number and a unit",
                "recreate-delay = 60 | text in quotes",
                "cors-origins = \"*\" | list of texts",
                "cors-origins = [1] | list of texts",
                "cors-origins = [\"localhost\"] | http or https URL without a path",
                "cors-origins = [\"http://localhost/\"] | http or https URL without a path",
                "missed-firings = \"never\" | must be once, all or skip",
                "account = \"1\" | 12 digits",
                "region = \"EU\" | letters, digits and hyphens"
            })
    void otherValuesAreRefusedWithTheKeyAndWhatIsAllowed(String line, String allowed) {
        String key = line.substring(0, line.indexOf(' '));
        assertThatThrownBy(() -> read(line))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(key)
                .hasMessageContaining(allowed);
    }
}
