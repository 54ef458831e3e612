package dev.hikyaku.topic;

import java.math.BigDecimal;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * SNS's own limits of filter policies, which the ruler does not know. Source: the SNS developer
 * guide, "Filter policy constraints".
 */
final class FilterCheck {
    private static final String OR = "$or";
    private static final int FRACTION_DIGITS_MAX = 5;

    private final FilterPolicy.Scope scope;

    FilterCheck(FilterPolicy.Scope scope) {
        this.scope = scope;
    }

    void check(ObjectNode policy) {
        if (policy.size() > TopicLimits.FILTER_KEYS_MAX) {
            throw FilterPolicy.invalid(
                    "Filter policy can not have more than "
                            + TopicLimits.FILTER_KEYS_MAX
                            + " keys");
        }
        if (combinations(policy, 1) > TopicLimits.FILTER_COMBINATIONS_MAX) {
            throw FilterPolicy.invalid("Filter policy is too complex");
        }
    }

    /**
     * How many combinations of values an object stands for: the product over its keys, where each
     * list counts as its length, times its depth in policies of bodies. Alternatives add up.
     */
    private long combinations(JsonNode object, int depth) {
        long product = 1;
        for (var entry : object.properties()) {
            product *= key(entry.getKey(), entry.getValue(), depth);
            if (product > TopicLimits.FILTER_COMBINATIONS_MAX) {
                return product;
            }
        }
        return product;
    }

    private long key(String key, JsonNode value, int depth) {
        if (value.isObject()) {
            if (scope == FilterPolicy.Scope.MESSAGE_ATTRIBUTES) {
                throw FilterPolicy.invalid(
                        "Filter policy scope MessageAttributes does not support nested filter policy");
            }
            return combinations(value, depth + 1);
        }
        if (!value.isArray()) {
            throw FilterPolicy.invalid("\"" + key + "\" must be an object or an array");
        }
        if (value.isEmpty()) {
            throw FilterPolicy.invalid("Empty arrays are not allowed");
        }
        return alternatives(key, value) ? sum(value, depth) : list(value) * depth;
    }

    /** A list under {@code $or} is one of alternatives only if it has two objects or more. */
    private static boolean alternatives(String key, JsonNode value) {
        return key.equals(OR)
                && value.size() > 1
                && value.valueStream().allMatch(JsonNode::isObject);
    }

    private long sum(JsonNode alternatives, int depth) {
        return alternatives.valueStream().mapToLong(each -> combinations(each, depth)).sum();
    }

    private static long list(JsonNode values) {
        long count = 0;
        for (JsonNode value : values) {
            checkNumbers(value);
            JsonNode excluded = value.path("anything-but");
            count += excluded.isArray() ? Math.max(1, excluded.size()) : 1;
        }
        return count;
    }

    private static void checkNumbers(JsonNode value) {
        if (value.isNumber()) {
            checkNumber(value.decimalValue());
        } else if (value.isContainer()) {
            value.forEach(FilterCheck::checkNumbers);
        }
    }

    private static void checkNumber(BigDecimal number) {
        if (Math.abs(number.doubleValue()) > TopicLimits.FILTER_NUMBER_MAX) {
            throw FilterPolicy.invalid("Value must be between -1.0E9 and 1.0E9, inclusive");
        }
        if (number.stripTrailingZeros().scale() > FRACTION_DIGITS_MAX) {
            throw FilterPolicy.invalid(
                    "A number can have "
                            + FRACTION_DIGITS_MAX
                            + " digits after the decimal point; "
                            + number
                            + " has more");
        }
    }
}
