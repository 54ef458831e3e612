package dev.hikyaku.event.pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hikyaku.event.EventError;
import dev.hikyaku.model.ServiceException;
import dev.hikyaku.pattern.Patterns;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventPatternTest {
    /** What depends on identity hashes goes wrong every other time. */
    private static final int OFTEN = 50;

    private static final String EVENT =
            """
            {"id": "1", "account": "123456789012", "source": "shop", "time": "2026-01-01T00:00:00Z",
             "region": "us-east-1", "resources": ["r1"], "detail-type": "order",
             "detail": {"state": "paid", "total": 12.5, "ip": "10.1.2.3"}}
            """;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"source\":[\"shop\"]}",
                "{\"source\":[{\"prefix\":\"sh\"}]}",
                "{\"detail\":{\"total\":[{\"numeric\":[\">\",12,\"<=\",13]}]}}",
                "{\"detail\":{\"ip\":[{\"cidr\":\"10.0.0.0/8\"}]}}",
                "{\"detail\":{\"missing\":[{\"exists\":false}]}}",
                "{\"resources\":[\"r1\",\"r2\"]}",
                "{\"$or\":[{\"source\":[\"x\"]},{\"detail-type\":[\"order\"]}]}",
                "{\"detail\":{\"state\":[{\"anything-but\":[\"open\"]}]}}",
                "{\"detail\":{\"state\":[{\"wildcard\":\"p*d\"}]}}",
                "{\"detail\":{\"state\":[{\"equals-ignore-case\":\"PAID\"}]}}"
            })
    void matches(String pattern) {
        assertThat(EventPattern.matches(pattern, EVENT)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"source\":[\"Shop\"]}",
                "{\"source\":[\"shop\"],\"detail\":{\"state\":[\"open\"]}}",
                "{\"detail\":{\"state\":[{\"exists\":false}]}}",
                "{\"detail\":{\"total\":[12]}}"
            })
    void doesNotMatch(String pattern) {
        assertThat(EventPattern.matches(pattern, EVENT)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"a\":1}|\"a\" must be an object or an array",
                "{\"a\":[]}|Empty arrays are not allowed",
                "[]|Filter is not an object",
                "nope|Unrecognized token 'nope'",
                "{\"a\":[{\"foo\":1}]}|Unrecognized match type foo",
                "{\"a\":[{\"prefix\":1}]}|prefix match pattern must be a string",
                "{\"a\":[{\"wildcard\":\"a**b\"}]}|Consecutive wildcard characters at pos 2",
                "{\"a\":[1],\"a\":[2]}|Path `a` cannot be allowed multiple times"
            })
    void isRefusedWithTheReason(String pattern, String reason) {
        assertThatThrownBy(() -> EventPattern.check(pattern))
                .isInstanceOfSatisfying(
                        ServiceException.class,
                        e -> assertThat(e.code()).isEqualTo(EventError.INVALID_EVENT_PATTERN))
                .hasMessageStartingWith("Event pattern is not valid. Reason: " + reason);
    }

    @Test
    void combinationsAreBounded() {
        String or = "{\"$or\":[{\"a\":[1]},{\"b\":[1]},{\"c\":[1]},{\"d\":[1]}]}";
        assertThatCode(() -> EventPattern.check(fields(4, or))).doesNotThrowAnyException();
        assertThatThrownBy(() -> EventPattern.check(fields(5, or))) // 1024
                .hasMessageContaining("must not make over 1000 combinations");
        assertThatThrownBy(() -> EventPattern.check(fields(60, or)))
                .hasMessageContaining("must not make over 1000 combinations");
        String twice = "{\"x\":" + or + ",\"x\":" + or.replace("\":[1]", "2\":[1]") + "}";
        assertThatThrownBy(() -> EventPattern.check(fields(3, twice)))
                .hasMessageContaining("must not make over 1000 combinations");
        String mixed = "[{\"wildcard\":\"*a\"},{\"equals-ignore-case\":\"a\"},\"b\"]";
        assertThatCode(() -> EventPattern.check(fields(6, mixed))).doesNotThrowAnyException();
        assertThatThrownBy(() -> EventPattern.check(fields(7, mixed)))
                .hasMessageContaining("must not make over 1000 combinations");
    }

    private static String fields(int count, String value) {
        return IntStream.range(0, count)
                .mapToObj(i -> "\"f" + i + "\":" + value)
                .collect(Collectors.joining(",", "{", "}"));
    }

    @Test
    void wildcardsAreBounded() {
        String wild = "{\"a\":[{\"wildcard\":\"" + "*aab".repeat(120) + "\"}]}";
        assertThatThrownBy(() -> EventPattern.check(wild)).hasMessageContaining("too complex");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "nope", "{\"id\":\"1\"}"})
    void anEventMustBeOne(String event) {
        assertThatThrownBy(() -> EventPattern.matches("{\"source\":[\"x\"]}", event))
                .hasMessageStartingWith("Parameter Event is not valid");
    }

    @Test
    void aChangedPatternMatchesOnlyWhatItSaysNow() {
        var patterns = new Patterns<String>();
        patterns.set("r", "{\"a\":[1,2]}");
        patterns.set("r", "{\"a\":[2,3]}");
        assertThat(patterns.matching("{\"a\":1}")).isEmpty();
        assertThat(patterns.matching("{\"a\":2}")).containsExactly("r");
        assertThat(patterns.matching("{\"a\":3}")).containsExactly("r");
        patterns.set("r", null);
        assertThat(patterns.matching("{\"a\":2}")).isEmpty();
    }

    @Test
    void aWildcardIsNotMissedBesideAPatternThatIgnoresCase() {
        var patterns = new Patterns<String>();
        patterns.set("wild", "{\"b\":[{\"wildcard\":\"*ab*\"}]}");
        patterns.set("any case", "{\"b\":[{\"equals-ignore-case\":\"a\"}]}");
        patterns.set("both", "{\"b\":[{\"wildcard\":\"*xx*\"},{\"equals-ignore-case\":\"AB\"}]}");
        assertThat(patterns.matching("{\"b\":\"ab\"}")).containsExactlyInAnyOrder("wild", "both");
        assertThat(patterns.matching("{\"b\":\"A\"}")).containsExactly("any case");
        patterns.set("both", null);
        assertThat(patterns.matching("{\"b\":\"ab\"}")).containsExactly("wild");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"$or\":[{\"a\":[\"x\"]},{\"a\":[\"x\",\"y\"]}]}|{\"a\":\"y\"}|true",
                "{\"$or\":[{\"a\":[1]},{\"a\":[\"y\",1]}]}|{\"a\":\"y\"}|true",
                "{\"a\":[{\"wildcard\":\"*a*\"},{\"equals-ignore-case\":\"a\"}]}|{\"a\":\"ABC\"}|false",
                "{\"a\":[{\"wildcard\":\"*a*\"},{\"equals-ignore-case\":\"a\"}]}|{\"a\":\"A\"}|true",
                "{\"a\":[{\"wildcard\":\"*a*\"},{\"equals-ignore-case\":\"a\"}]}|{\"a\":\"cab\"}|true"
            })
    void alternativesDoNotSpoilEachOther(String pattern, String event, boolean match) {
        for (int i = 0; i < OFTEN; i++) {
            assertThat(Patterns.matches(pattern, event)).isEqualTo(match);
        }
    }

    @Test
    void aValueIsNotMissedBesideAPatternThatIgnoresCase() {
        for (int i = 0; i < OFTEN; i++) {
            var patterns = new Patterns<String>();
            patterns.set("value", "{\"a\":[\"ab\"]}");
            patterns.set(
                    "any case",
                    """
                    {"a":[{"prefix":{"equals-ignore-case":"a"}},{"anything-but":{"suffix":"ba"}}]}
                    """);
            assertThat(patterns.matching("{\"a\":\"ab\"}"))
                    .containsExactlyInAnyOrder("value", "any case");
        }
    }

    @Test
    void aWildcardTakenAwayTakesNoOtherWithIt() {
        for (int i = 0; i < OFTEN; i++) {
            var patterns = new Patterns<String>();
            String wild = "{\"anything-but\":{\"wildcard\":\"*ab\"}}";
            patterns.set("stays", "{\"a\":[" + wild + ",{\"numeric\":[\">\",1]}]}");
            patterns.set("goes", "{\"a\":[" + wild + "]}");
            patterns.set("goes", null);
            assertThat(patterns.matching("{\"a\":null}")).containsExactly("stays");
        }
    }
}
