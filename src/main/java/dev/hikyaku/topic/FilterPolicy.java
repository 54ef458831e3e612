package dev.hikyaku.topic;

import dev.hikyaku.model.ServiceException;
import dev.hikyaku.pattern.Patterns;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Which messages a subscription wants. Its operators are those of the Event Ruler, which SNS itself
 * is built on.
 *
 * @param json the policy, as it was set
 */
public record FilterPolicy(String json, Scope scope) {
    /** What a policy looks at. */
    public enum Scope {
        MESSAGE_ATTRIBUTES("MessageAttributes"),
        MESSAGE_BODY("MessageBody");

        private final String wireName;

        Scope(String wireName) {
            this.wireName = wireName;
        }

        String wireName() {
            return wireName;
        }

        /**
         * The scope of a name; that of attributes for none.
         *
         * @throws ServiceException (InvalidParameter) if there is none of this name
         */
        static Scope parse(@Nullable String name) {
            if (name == null || name.isEmpty()) {
                return MESSAGE_ATTRIBUTES;
            }
            return Arrays.stream(values())
                    .filter(scope -> scope.wireName.equals(name))
                    .findFirst()
                    .orElseThrow(() ->
                            TopicError.invalid(
                                    "FilterPolicyScope: Invalid value ["
                                            + name
                                            + "]. Please use either MessageBody or MessageAttributes"));
        }
    }

    /**
     * Checks a policy against SNS's rules and limits.
     *
     * @throws ServiceException (InvalidParameter) that says what is wrong with it
     */
    public static FilterPolicy check(String json, Scope scope) {
        if (json.getBytes(StandardCharsets.UTF_8).length > TopicLimits.FILTER_BYTES_MAX) {
            throw invalid("Filter policy must be smaller than 256 KB");
        }
        new FilterCheck(scope)
                .check(TopicJson.object(json).orElseThrow(() -> invalid("failed to parse JSON.")));
        try {
            Patterns.check(json);
        } catch (IllegalArgumentException e) {
            throw invalid(String.valueOf(e.getMessage()));
        }
        return new FilterPolicy(json, scope);
    }

    /** A policy that was checked when it was set. */
    static FilterPolicy trusted(String json, Scope scope) {
        return new FilterPolicy(json, scope);
    }

    static ServiceException invalid(String reason) {
        return TopicError.invalid("FilterPolicy: " + reason);
    }
}
