package dev.hikyaku.broker.buses;

import dev.hikyaku.event.RetryPolicy;
import dev.hikyaku.event.Target;
import dev.hikyaku.event.Target.HttpParameters;
import dev.hikyaku.event.TargetKind;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * An event on its way to a target: all that is needed even if the rule has changed meanwhile.
 *
 * @param event as a text in one line
 */
record Job(Head head, String event) {
    private static final JsonMapper JSON =
            JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

    /**
     * All but the event.
     *
     * @param input what the target gets; null if it gets the event
     * @param forwarded whether another bus has sent the event to the rule's
     * @param ingestedAtMillis when the event came in, in milliseconds since 1970
     */
    record Head(
            String rule,
            String targetArn,
            TargetKind kind,
            @Nullable String input,
            @Nullable String group,
            @Nullable String trace,
            @Nullable HttpParameters http,
            @Nullable RetryPolicy retries,
            @Nullable String deadLetterArn,
            boolean forwarded,
            long ingestedAtMillis) {}

    /** A call of an API destination that no rule asks for. */
    static Job direct(String destinationArn, String input) {
        return new Job(
                new Head(
                        "",
                        destinationArn,
                        TargetKind.API_DESTINATION,
                        input,
                        null,
                        null,
                        null,
                        null,
                        null,
                        false,
                        0),
                "");
    }

    static Job of(String rule, Target target, @Nullable String input, Incoming incoming) {
        return new Job(
                new Head(
                        rule,
                        target.arn(),
                        TargetKind.of(target.arn()),
                        input,
                        target.sqsParameters() == null
                                ? null
                                : target.sqsParameters().messageGroupId(),
                        incoming.trace(),
                        target.httpParameters(),
                        target.retryPolicy(),
                        target.deadLetterArn(),
                        incoming.forwarded(),
                        incoming.at().toEpochMilli()),
                incoming.event().text());
    }

    String input() {
        return Objects.requireNonNullElse(head.input, event);
    }

    RetryPolicy retries() {
        return Objects.requireNonNullElse(head.retries, RetryPolicy.DEFAULT);
    }

    HttpParameters http() {
        return Objects.requireNonNullElse(head.http, HttpParameters.NONE);
    }

    /** As an internal queue's message: the event stands behind the rest, with nothing escaped. */
    String encode() {
        return JSON.writeValueAsString(head) + "\n" + event;
    }

    static Job decode(String body) {
        int line = body.indexOf('\n');
        return new Job(
                JSON.readValue(body.substring(0, line), Head.class), body.substring(line + 1));
    }
}
