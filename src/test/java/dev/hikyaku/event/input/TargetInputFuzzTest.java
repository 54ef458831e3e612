package dev.hikyaku.event.input;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.hikyaku.FuzzInput;
import dev.hikyaku.event.BusArn;
import dev.hikyaku.event.Event;
import dev.hikyaku.event.EventScope;
import dev.hikyaku.event.Target;
import dev.hikyaku.model.ServiceException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** What targets get, by templates and paths that clients choose, of events that clients choose. */
final class TargetInputFuzzTest {
    private static final EventScope SCOPE = new EventScope("eu-west-1", "123456789012");

    @FuzzTest
    @DictionaryEntries({
        "<all>",
        "<detail>",
        "<aws.events.event>",
        "<aws.events.event.json>",
        "<aws.events.rule-arn>",
        "\"<detail>\"",
        "\\\""
    })
    void templates(byte[] input) {
        FuzzInput lines = FuzzInput.lines(input);
        var paths = Map.of("detail", "$.detail", "all", "$", "a", "$.detail.a", "b", "$.detail[*]");
        made(
                lines.rest(),
                new Target(
                        "1",
                        "arn:aws:sqs:eu-west-1:123456789012:q",
                        null,
                        null,
                        null,
                        new Target.InputTemplate(paths, lines.first()),
                        null,
                        null,
                        null,
                        null));
    }

    @FuzzTest
    @DictionaryEntries({"$.", "[*]", ".*", "['", "']", "[0]", "[999999999]", "..", "[\"", "\"]"})
    void paths(byte[] input) {
        FuzzInput lines = FuzzInput.lines(input);
        made(
                lines.rest(),
                new Target(
                        "1",
                        "arn:aws:sqs:eu-west-1:123456789012:q",
                        null,
                        null,
                        lines.first(),
                        null,
                        null,
                        null,
                        null,
                        null));
    }

    private static void made(String detail, Target target) {
        Matched matched = matched(detail);
        if (matched == null) {
            return;
        }
        try {
            assertThat(TargetInput.of(target).of(matched)).isNotNull();
        } catch (ServiceException e) {
            assertThat(e.code().senderFault()).isTrue();
        } catch (TargetInput.InvalidInputException e) {
            assertThat(e).hasMessageContaining("not JSON");
        }
    }

    private static @Nullable Matched matched(String text) {
        ObjectNode detail = Event.detail(text);
        return detail == null
                ? null
                : new Matched(
                        Event.of(
                                "id",
                                SCOPE,
                                Instant.EPOCH,
                                "source",
                                "type",
                                List.of("one", "two"),
                                detail),
                        new BusArn("eu-west-1", "123456789012", "default").rule("r"),
                        Instant.EPOCH);
    }
}
