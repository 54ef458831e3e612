package dev.hikyaku.delivery.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VerdictTest {
    private static Outcome outcome(String header) {
        return Verdict.outcome(List.of(header), 500);
    }

    @ParameterizedTest
    @ValueSource(strings = {"done", "DONE", " done "})
    void doneDeletesWhateverTheStatus(String header) {
        assertThat(outcome(header)).isEqualTo(new Outcome.Delivered(500));
    }

    @ParameterizedTest
    @ValueSource(strings = {"retry; after=30", "retry;after=30", "Retry ; After = 30"})
    void retryPutsOff(String header) {
        assertThat(outcome(header)).isEqualTo(new Outcome.Postponed(Duration.ofSeconds(30)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"43200", "43201", "99999999999999999999"})
    void retryEndsAtTwelveHours(String seconds) {
        assertThat(outcome("retry; after=" + seconds))
                .isEqualTo(new Outcome.Postponed(Duration.ofHours(12)));
    }

    @Test
    void retryAloneIsAFailureThatSaysNothingAboutTheTarget() {
        Outcome outcome = outcome("retry");
        assertThat(outcome).isEqualTo(new Outcome.BatchFailure("the worker wants it again"));
        assertThat(outcome.targetDown()).isFalse();
    }

    @Test
    void deadHasItsReason() {
        assertThat(outcome("dead; reason=\"no such order\""))
                .isEqualTo(new Outcome.Dead("no such order"));
        assertThat(outcome("dead; reason=\"a \\\"b\\\" ; \\\\ c\""))
                .isEqualTo(new Outcome.Dead("a \"b\" ; \\ c"));
        assertThat(outcome("dead; reason=gone")).isEqualTo(new Outcome.Dead("gone"));
        assertThat(outcome("dead")).isEqualTo(new Outcome.Dead("the worker gave no reason"));
        assertThat(outcome("dead; reason=\"\""))
                .isEqualTo(new Outcome.Dead("the worker gave no reason"));
    }

    @Test
    void reasonsArePrintableAndBounded() {
        assertThat(outcome("dead; reason=\"f\u00fcr\u0001\"")).isEqualTo(new Outcome.Dead("f?r?"));
        assertThat(outcome("dead; reason=\"" + "x".repeat(900) + "\""))
                .isEqualTo(new Outcome.Dead("x".repeat(Texts.CHARS_MAX)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ok",
                "done; now",
                "donedone",
                "retry; after=",
                "retry; after=-1",
                "retry; after=1.5",
                "retry; before=3",
                "retry, done",
                "dead; reason=\"open",
                "dead; reason=\"a\" b\"",
                "dead; reason=two words",
                "dead; why=x"
            })
    void whatCannotBeReadFails(String header) {
        assertThat(outcome(header))
                .isEqualTo(
                        new Outcome.BatchFailure(
                                "unreadable X-Hikyaku-Verdict: " + Texts.printable(header)));
    }

    @Test
    void twoOfThemFail() {
        assertThat(Verdict.outcome(List.of("done", "done"), 200))
                .isInstanceOf(Outcome.BatchFailure.class);
    }

    @Test
    void aLongOneFailsInNoTime() {
        assertThat(outcome("dead; reason=\"" + "\\".repeat(Verdict.CHARS_MAX)))
                .isInstanceOf(Outcome.BatchFailure.class);
        assertThat(outcome("dead; reason=\"" + "\\a".repeat(500))) // no quote at its end
                .isInstanceOf(Outcome.BatchFailure.class);
    }
}
