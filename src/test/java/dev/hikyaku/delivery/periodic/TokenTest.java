package dev.hikyaku.delivery.periodic;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenTest {
    private static final Instant AT = Instant.parse("2026-11-22T12:00:00Z");

    @Test
    void isReadAsItWasWritten() {
        var token = new Token(Map.of("b", AT, "a", AT.plusSeconds(60)));
        String text =
                """
                {"version":1,"runs":{"a":"2026-11-22T12:01:00Z","b":"2026-11-22T12:00:00Z"}}\
                """;

        assertThat(token.encode()).isEqualTo(text);
        assertThat(Token.decode(text)).isEqualTo(token);
        assertThat(Token.decode(text.replace("\"version\":1", "\"version\":2,\"x\":[]")))
                .isEqualTo(token);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "{}", "[]", "{\"runs\":{\"a\":\"soon\"}}"})
    void whatIsNoneCountsAsEmpty(String text) {
        assertThat(Token.decode(text)).isEqualTo(Token.EMPTY);
    }

    @Test
    void ofSeveralTheLatestRunsCount() {
        var one = new Token(Map.of("a", AT, "b", AT));
        var two = new Token(Map.of("a", AT.plusSeconds(60), "c", AT));

        assertThat(Token.merged(List.of(two, one, Token.EMPTY)))
                .isEqualTo(new Token(Map.of("a", AT.plusSeconds(60), "b", AT, "c", AT)));
    }
}
