package dev.hikyaku.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FunctionSectionTest {
    private static ConfigFile read(String text) {
        return ConfigFile.read("hikyaku.toml", text.replace(';', '\n'));
    }

    @Test
    void functionsAreFoundByTheirNames() {
        ConfigFile file = read("[[function]];name = 'resize';url = 'http://127.0.0.1:9000/f'");

        assertThat(file.functions().byName())
                .containsOnly(java.util.Map.entry("resize", URI.create("http://127.0.0.1:9000/f")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "url = 'http://a/' | [[function]] 1 needs name, a text",
                "name = 'a' | [[function]] 1 needs url, a text",
                "name = 'a b';url = 'http://a/' | [[function]] 1 name = \"a b\": must be 1 to 64",
                "name = 'a';url = 'ftp://a/' | [[function]] 1 url = \"ftp://a/\": must be an http",
                "name = 'a';url = 'http://a/';x = 1 | [[function]] 1",
                "name = 'a';url = 'http://a/';[[function]];name = 'a';url = 'http://b/' |"
                        + " there are two [[function]] with the name a"
            })
    void wrongOneIsRefused(String function, String error) {
        assertThatThrownBy(() -> read("[[function]];" + function))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(error);
    }
}
