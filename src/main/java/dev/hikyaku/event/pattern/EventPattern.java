package dev.hikyaku.event.pattern;

import dev.hikyaku.event.EventError;
import dev.hikyaku.pattern.Patterns;
import java.io.IOException;
import java.util.Set;
import software.amazon.event.ruler.GenericMachine;
import software.amazon.event.ruler.JsonRuleCompiler;
import software.amazon.event.ruler.MachineComplexityEvaluator;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An event pattern by itself: whether it is one, and whether an event matches it. */
public final class EventPattern {
    /** What wildcards may cost; about as many of them in one value. */
    private static final int COMPLEXITY_MAX = 100;

    private static final JsonMapper JSON = new JsonMapper();
    private static final Set<String> EVENT_FIELDS =
            Set.of("id", "account", "source", "time", "region", "resources", "detail-type");

    private EventPattern() {}

    /**
     * Checks a pattern.
     *
     * @throws dev.hikyaku.model.ServiceException (InvalidEventPatternException) with the reason
     */
    public static void check(String pattern) {
        try {
            Patterns.check(pattern);
        } catch (IllegalArgumentException e) {
            throw invalid(String.valueOf(e.getMessage()));
        }
        String reason = JsonRuleCompiler.check(pattern, false);
        if (reason != null) {
            throw invalid(reason);
        }
        if (pattern.contains("wildcard") && complexity(pattern) > COMPLEXITY_MAX) {
            throw invalid(
                    "Rule is too complex - try using fewer wildcard characters or fewer repeating"
                            + " character sequences after a wildcard character");
        }
    }

    private static int complexity(String pattern) {
        GenericMachine<Object> machine = GenericMachine.builder().build();
        try {
            for (var alternative : JsonRuleCompiler.compile(pattern)) {
                machine.addPatternRule(alternative, alternative);
            }
        } catch (IOException e) {
            throw invalid(String.valueOf(e.getMessage()));
        }
        return machine.evaluateComplexity(new MachineComplexityEvaluator(COMPLEXITY_MAX + 1));
    }

    private static RuntimeException invalid(String reason) {
        return EventError.INVALID_EVENT_PATTERN.of("Event pattern is not valid. Reason: " + reason);
    }

    /**
     * Whether an event matches a pattern.
     *
     * @throws dev.hikyaku.model.ServiceException (InvalidEventPatternException) for the pattern,
     *     (ValidationException) if the event is no JSON object with the members of an event
     */
    public static boolean matches(String pattern, String event) {
        check(pattern);
        checkEvent(event);
        try {
            return Patterns.matches(pattern, event);
        } catch (RuntimeException e) {
            throw EventError.VALIDATION.of(
                    "Parameter Event is not valid. Reason: " + e.getMessage());
        }
    }

    private static void checkEvent(String event) {
        JsonNode json;
        try {
            json = JSON.readTree(event);
        } catch (JacksonException e) {
            throw EventError.VALIDATION.of("Parameter Event is not valid.");
        }
        if (!json.isObject() || !EVENT_FIELDS.stream().allMatch(json::has)) {
            throw EventError.VALIDATION.of("Parameter Event is not valid.");
        }
    }
}
