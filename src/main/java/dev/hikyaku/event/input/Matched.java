package dev.hikyaku.event.input;

import dev.hikyaku.event.Event;
import dev.hikyaku.event.RuleArn;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/**
 * An event that a rule has matched.
 *
 * @param ingestionTime when the event came in
 */
public record Matched(Event event, RuleArn rule, Instant ingestionTime) {
    /** The value of a reserved variable; null if the name is none. */
    @Nullable JsonNode reserved(String name) {
        return switch (name) {
            case "aws.events.rule-arn" -> StringNode.valueOf(rule.toString());
            case "aws.events.rule-name" -> StringNode.valueOf(rule.name());
            case "aws.events.event.ingestion-time" ->
                    StringNode.valueOf(Event.timeText(ingestionTime));
            case "aws.events.event.json" -> event.json();
            case "aws.events.event" -> event.json().deepCopy().without("detail");
            default -> null;
        };
    }
}
