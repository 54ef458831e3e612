package dev.hikyaku.delivery.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hikyaku.delivery.settings.Success;
import io.vertx.core.MultiMap;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JudgeTest {
    private static final long NOW = Instant.parse("2026-03-01T12:00:00Z").toEpochMilli();

    private static MultiMap retryAfter(String value) {
        return MultiMap.caseInsensitiveMultiMap().add("Retry-After", value);
    }

    private static Outcome outcome(Success success, int status) {
        return new Judge(success, () -> NOW).byStatus(status, MultiMap.caseInsensitiveMultiMap());
    }

    private static @Nullable Duration wait(int status, String value) {
        var judge = new Judge(Success.ANY_2XX, () -> NOW);
        return ((Outcome.Rejected) judge.byStatus(status, retryAfter(value))).retryAfter();
    }

    @ParameterizedTest
    @ValueSource(ints = {201, 202, 204, 299})
    void strictTakesTwoHundredOnly(int status) {
        assertThat(outcome(Success.STRICT, status)).isEqualTo(new Outcome.Rejected(status));
        assertThat(outcome(Success.ANY_2XX, status)).isEqualTo(new Outcome.Delivered(status));
        assertThat(outcome(Success.STRICT, 200)).isEqualTo(new Outcome.Delivered(200));
    }

    @ParameterizedTest
    @ValueSource(ints = {199, 300, 301, 304, 400, 404, 410, 500, 503})
    void nothingElseIsASuccess(int status) {
        assertThat(outcome(Success.ANY_2XX, status)).isEqualTo(new Outcome.Rejected(status));
        assertThat(outcome(Success.STRICT, status)).isEqualTo(new Outcome.Rejected(status));
    }

    @ParameterizedTest
    @CsvSource({
        "30, 30",
        "0, 0",
        "43200, 43200",
        "43201, 43200",
        "99999999999999999999, 43200",
        "'Sun, 01 Mar 2026 12:02:00 GMT', 120",
        "'Sunday, 01-Mar-26 12:02:00 GMT', 120",
        "'Sun Mar  1 12:02:00 2026', 120",
        "'Sun, 01 Mar 2026 11:00:00 GMT', 0",
        "'Mon, 02 Mar 2026 12:00:00 GMT', 43200"
    })
    void retryAfterIsSecondsOrADateWithinTwelveHours(String value, int seconds) {
        assertThat(wait(429, value)).isEqualTo(Duration.ofSeconds(seconds));
        assertThat(wait(503, value)).isEqualTo(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "-5", "1.5", "Sun, 99 Foo 2026 12:02:00 GMT"})
    void whatCannotBeReadIsLeftOut(String value) {
        assertThat(wait(429, value)).isNull();
    }

    @Test
    void otherStatusesHaveNoRetryAfter() {
        assertThat(wait(500, "30")).isNull();
        assertThat(wait(302, "30")).isNull();
    }
}
