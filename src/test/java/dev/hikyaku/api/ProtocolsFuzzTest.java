package dev.hikyaku.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.hikyaku.FuzzInput;
import java.nio.charset.StandardCharsets;

/** The codecs alone, with members of every kind: what was read is written and read as the same. */
final class ProtocolsFuzzTest {
    @FuzzTest
    @DictionaryEntries({
        "\"Name\":", "\"Count\":", "\"Size\":", "\"Rate\":", "\"Enabled\":", "\"StartDate\":",
        "\"Data\":", "\"Inner\":{", "\"Texts\":[", "\"Inners\":[{", "\"Attributes\":{",
                "\"Named\":{",
        "1e999", "-0.0", "NaN", "\"\\ud800\"", "\"2026-01-01T00:00:00Z\"", "99999999999999999999"
    })
    void json(byte[] input) {
        Services.Answer first = Services.json("Events.PutEvents", FuzzInput.text(input));
        assertRefusedAtMost(first);
        if (first.response().status() == 200) {
            assertThat(Services.json("Events.PutEvents", first.text()).text())
                    .isEqualTo(first.text());
        }
    }

    @FuzzTest
    @DictionaryEntries({
        "Action=Publish",
        "&Name=",
        "&Count=",
        "&StartDate=",
        "&Data=",
        "&Inner.Key=",
        "&Texts.member.1=",
        "&Inners.member.1.Set=",
        "&Attributes.entry.1.key=",
        "&Named.entry.1.Name=",
        "%D9%A1",
        "%FF"
    })
    void form(byte[] input) {
        String text = new String(input, StandardCharsets.ISO_8859_1);
        assertRefusedAtMost(Services.form("Action=Publish&" + text));
    }

    @FuzzTest
    @DictionaryEntries({"max=", "&on=true", "&texts=", "/things/", "%2F", "%C3%28", "{\"Name\":\""})
    void rest(byte[] input) {
        FuzzInput lines = FuzzInput.lines(input);
        assertRefusedAtMost(Services.rest("GET", "/things", lines.first(), lines.rest()));
        assertRefusedAtMost(Services.rest("PUT", "/things/" + lines.first(), "", lines.rest()));
    }

    private static void assertRefusedAtMost(Services.Answer answer) {
        assertThat(answer.text()).doesNotContain("inside the server");
    }
}
