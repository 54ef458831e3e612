package dev.hikyaku.event.check;

import dev.hikyaku.event.EventError;
import dev.hikyaku.model.ServiceException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.ObjIntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Gathers what of a request breaks the service model's constraints, in EventBridge's words. Field
 * names are spelled as there: {@code targets.1.member.id}.
 */
public final class Constraints {
    private final List<String> violations = new ArrayList<>();

    /** A field that must be there. */
    public Constraints required(String field, @Nullable Object value) {
        if (value == null) {
            violations.add(
                    "Value null at '"
                            + field
                            + "' failed to satisfy constraint: Member must not be null");
        }
        return this;
    }

    /** A text that must be there. */
    public Constraints required(String field, @Nullable String value, TextRule rule) {
        return required(field, value).text(field, value, rule);
    }

    /** A text, if it is there. */
    public Constraints text(String field, @Nullable String value, TextRule rule) {
        if (value == null) {
            return this;
        }
        String shown = rule.secret() ? "***Sensitive Data Redacted***" : value;
        length(field, shown, value.codePointCount(0, value.length()), rule);
        if (rule.pattern() != null && !rule.pattern().matcher(value).matches()) {
            violated(
                    field,
                    shown,
                    "Member must satisfy regular expression pattern: " + rule.pattern());
        }
        return this;
    }

    private void length(String field, String shown, int length, TextRule rule) {
        if (length > rule.maxLength()) {
            violated(
                    field,
                    shown,
                    "Member must have length less than or equal to " + rule.maxLength());
        }
        if (length < rule.minLength()) {
            violated(
                    field,
                    shown,
                    "Member must have length greater than or equal to " + rule.minLength());
        }
    }

    /** How many there may be in a list or map, if it is there. */
    public Constraints size(String field, @Nullable Collection<?> values, int min, int max) {
        if (values != null && values.size() > max) {
            violated(
                    field,
                    values.toString(),
                    "Member must have length less than or equal to " + max);
        }
        if (values != null && values.size() < min) {
            violated(
                    field,
                    values.toString(),
                    "Member must have length greater than or equal to " + min);
        }
        return this;
    }

    /** A number, if it is there. */
    public Constraints number(String field, @Nullable Integer value, int min, int max) {
        if (value != null && value > max) {
            violated(
                    field, value.toString(), "Member must have value less than or equal to " + max);
        }
        if (value != null && value < min) {
            violated(
                    field,
                    value.toString(),
                    "Member must have value greater than or equal to " + min);
        }
        return this;
    }

    /** A text that is one of a few, if it is there. */
    public Constraints oneOf(String field, @Nullable String value, List<String> values) {
        if (value != null && !values.contains(value)) {
            violated(field, value, "Member must satisfy enum value set: " + values);
        }
        return this;
    }

    /** What is demanded of each of a list, with its number in the list from 1. */
    public <T> Constraints each(@Nullable Collection<T> values, ObjIntConsumer<T> constraints) {
        int number = 0;
        for (T value : values == null ? List.<T>of() : values) {
            constraints.accept(value, ++number);
        }
        return this;
    }

    private void violated(String field, String value, String constraint) {
        violations.add(
                "Value '"
                        + value
                        + "' at '"
                        + field
                        + "' failed to satisfy constraint: "
                        + constraint);
    }

    /**
     * Ends the gathering.
     *
     * @throws ServiceException (ValidationException) if anything was violated
     */
    public void check() {
        int count = violations.size();
        if (count > 0) {
            throw EventError.VALIDATION.of(
                    count
                            + (count == 1 ? " validation error" : " validation errors")
                            + " detected: "
                            + String.join("; ", violations));
        }
    }
}
