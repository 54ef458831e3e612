package dev.hikyaku.delivery.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.hikyaku.FuzzInput;
import dev.hikyaku.delivery.source.Message;
import java.time.Duration;
import java.util.List;

/** What workers answer. */
final class AnswersFuzzTest {
    private static final List<Message> BATCH =
            List.of(Messages.of("a", "x"), Messages.of("b", "y"));

    @FuzzTest
    @DictionaryEntries({"done", "retry", "; after=", "dead", "; reason=\"", "\\\"", "43200"})
    void verdicts(byte[] input) {
        String header = FuzzInput.text(input);
        Outcome outcome = Verdict.outcome(List.of(header), 200);
        if (outcome instanceof Outcome.Postponed postponed) {
            assertThat(postponed.delay()).isBetween(Duration.ZERO, RetryAfter.MAX);
        }
        if (outcome instanceof Outcome.Delivered) {
            assertThat(header.strip()).isEqualToIgnoringCase("done");
        }
    }

    @FuzzTest
    @DictionaryEntries({"Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94", "43200"})
    void retryAfters(byte[] input) {
        Duration delay = RetryAfter.parse(FuzzInput.text(input), 1_700_000_000_000L);
        if (delay != null) {
            assertThat(delay).isBetween(Duration.ZERO, RetryAfter.MAX);
        }
    }

    @FuzzTest
    @DictionaryEntries({
        "{\"batchItemFailures\":[",
        "{\"itemIdentifier\":\"a\"}",
        "\"errorMessage\"",
        "\"errorType\""
    })
    void batchAnswers(byte[] input) {
        assertThat(BatchAnswer.read(input, new Outcome.Delivered(200), BATCH)).isNotNull();
        BatchAnswer.errorMessage(input);
    }
}
