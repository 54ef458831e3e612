package dev.hikyaku.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hikyaku.broker.topics.SmtpSettings;
import dev.hikyaku.broker.topics.SmtpSettings.Security;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SmtpSectionTest {
    private static @Nullable SmtpSettings read(String table) {
        return ConfigFile.read("hikyaku.toml", "[smtp]\n" + table).smtp();
    }

    @Test
    void withoutATableNoMailIsSent() {
        assertThat(ConfigFile.read("hikyaku.toml", "").smtp()).isNull();
    }

    @ParameterizedTest
    @CsvSource({"none, 25", "starttls, 587", "tls, 465"})
    void thePortIsThatOfTheSecurity(String security, int port) {
        assertThat(
                        read(
                                """
                                host = "mail"
                                from = "a@b"
                                security = "%s"
                                """
                                        .formatted(security)))
                .isEqualTo(
                        new SmtpSettings(
                                "mail",
                                port,
                                null,
                                null,
                                "a@b",
                                Security.valueOf(security.toUpperCase(java.util.Locale.ROOT))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "from = 'a@b'                                          | needs host",
                "host = 'mail'                                         | needs from",
                "host = 'mail'; from = 'nobody'                        | needs from",
                "host = 'mail'; from = 'a@b'; user = 'u'               | needs user and password",
                "host = 'mail'; from = 'a@b'; security = 'ssl'         | must be none, starttls or tls",
                "host = 'mail'; from = 'a@b'; port = 0                 | from 1 to 65535",
                "host = 'mail'; from = 'a@b'; color = 'red'            | unknown key color"
            })
    void whatIsWrongIsNamed(String table, String words) {
        assertThatThrownBy(() -> read(table.replace("; ", "\n")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("[smtp]")
                .hasMessageContaining(words);
    }
}
