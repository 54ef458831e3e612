package dev.hikyaku.event.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.hikyaku.FuzzInput;
import dev.hikyaku.model.ServiceException;
import dev.hikyaku.pattern.Patterns;

/** Patterns of rules against events: whatever was accepted can be asked, in little time. */
final class EventPatternFuzzTest {
    @FuzzTest
    @DictionaryEntries({
        "\"anything-but\"",
        "\"prefix\"",
        "\"suffix\"",
        "\"wildcard\"",
        "\"numeric\"",
        "\"cidr\"",
        "\"exists\"",
        "\"equals-ignore-case\"",
        "\"$or\"",
        "[{\"",
        "\"]}",
        "1e-99",
        "\"*a*b*\"",
        "\"detail\"",
        "\"10.0.0.0/8\"",
        "\"::1\"",
        "true",
        "null"
    })
    void patterns(byte[] input) {
        FuzzInput lines = FuzzInput.lines(input);
        try {
            EventPattern.check(lines.first());
        } catch (ServiceException e) {
            return;
        }
        var patterns = new Patterns<String>();
        patterns.set("one", lines.first());
        patterns.set("two", "{\"a\":[\"x\",{\"prefix\":\"y\"}]}");
        try {
            assertThat(patterns.matching(lines.rest())).hasSizeBetween(0, 2);
        } catch (IllegalArgumentException e) {
            assertThat(e).message().isNotEmpty();
        }
        patterns.set("one", null);
        patterns.set("two", null);
        assertThat(patterns.isEmpty()).isTrue();
    }

    @FuzzTest
    void tests(byte[] input) {
        FuzzInput lines = FuzzInput.lines(input);
        try {
            EventPattern.matches(lines.first(), lines.rest());
        } catch (ServiceException e) {
            assertThat(e.code().senderFault()).isTrue();
        }
    }
}
