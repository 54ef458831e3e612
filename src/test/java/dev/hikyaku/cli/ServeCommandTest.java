package dev.hikyaku.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hikyaku.schedule.MissedFirings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

class ServeCommandTest {
    private static ServeCommand parsed(String... args) {
        var command = new ServeCommand();
        new CommandLine(command).parseArgs(args);
        return command;
    }

    @ParameterizedTest
    @CsvSource({"once, ONCE", "all, ALL", "skip, SKIP"})
    void whatBecomesOfMissedFiringsIsAnOption(String text, MissedFirings missed) {
        assertThat(parsed("--missed-firings", text).options().missedFirings()).isEqualTo(missed);
    }

    @Test
    void nothingIsSaidByDefault() {
        assertThat(parsed().options().missedFirings()).isNull();
    }

    @Test
    void anotherWordIsRefused() {
        assertThatThrownBy(() -> parsed("--missed-firings", "never"))
                .isInstanceOf(ParameterException.class)
                .hasMessage(
                        "Invalid value for option '--missed-firings': 'never' must be once, all or"
                                + " skip");
    }
}
