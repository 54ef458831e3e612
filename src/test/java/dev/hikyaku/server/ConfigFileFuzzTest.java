package dev.hikyaku.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.hikyaku.FuzzInput;

final class ConfigFileFuzzTest {
    @FuzzTest
    @DictionaryEntries({
        "[server]",
        "[[queue]]",
        "[[worker]]",
        "[[function]]",
        "[smtp]",
        "name = \"",
        "port = ",
        "attributes = { VisibilityTimeout = 30 }",
        "queues = [\"",
        "dead-letter = \"",
        "recreate-delay = \"",
        "1979-05-27T07:32:00Z",
        "inf",
        "0xFF",
        "1e400",
        "queue = \"",
        "url = \""
    })
    void files(byte[] input) {
        try {
            assertThat(ConfigFile.read("hikyaku.toml", FuzzInput.text(input)).queues()).isNotNull();
        } catch (ConfigException e) {
            assertThat(e).hasMessageStartingWith("hikyaku.toml: ");
        }
    }
}
