package dev.hikyaku.event.check;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConstraintsTest {
    private static final String ONE = "1 validation error detected: ";

    private static void fails(Constraints constraints, String message) {
        assertThatThrownBy(constraints::check).hasMessage(message);
    }

    @Test
    void whatKeepsThemPasses() {
        assertThatCode(() ->
                        new Constraints()
                                .required("name", "a.b-c_D1", Fields.RULE_NAME)
                                .text("description", null, Fields.DESCRIPTION)
                                .number("limit", 100, 1, 100)
                                .oneOf("state", "A", List.of("A"))
                                .size("ids", List.of("x"), 1, 1)
                                .check())
                .doesNotThrowAnyException();
    }

    @Test
    void aMissingFieldIsTold() {
        fails(
                new Constraints().required("name", null, Fields.RULE_NAME),
                ONE + "Value null at 'name' failed to satisfy constraint: Member must not be null");
    }

    @Test
    void lengthsAreTold() {
        fails(
                new Constraints().text("name", "a".repeat(65), Fields.RULE_NAME),
                ONE
                        + "Value '"
                        + "a".repeat(65)
                        + "' at 'name' failed to satisfy constraint: Member must have length less"
                        + " than or equal to 64");
    }

    @Test
    void severalAreCounted() {
        fails(
                new Constraints().text("name", "", Fields.RULE_NAME).number("limit", 0, 1, 100),
                "3 validation errors detected: Value '' at 'name' failed to satisfy constraint:"
                        + " Member must have length greater than or equal to 1; Value '' at 'name'"
                        + " failed to satisfy constraint: Member must satisfy regular expression"
                        + " pattern: [\\.\\-_A-Za-z0-9]+; Value '0' at 'limit' failed to satisfy"
                        + " constraint: Member must have value greater than or equal to 1");
    }

    @Test
    void numbersAndSizesAreTold() {
        fails(
                new Constraints().number("limit", 101, 1, 100),
                ONE
                        + "Value '101' at 'limit' failed to satisfy constraint: Member must have"
                        + " value less than or equal to 100");
        fails(
                new Constraints().size("ids", List.of(), 1, 2),
                ONE
                        + "Value '[]' at 'ids' failed to satisfy constraint: Member must have"
                        + " length greater than or equal to 1");
        fails(
                new Constraints().size("ids", Collections.nCopies(3, "x"), 1, 2),
                ONE
                        + "Value '[x, x, x]' at 'ids' failed to satisfy constraint: Member must"
                        + " have length less than or equal to 2");
    }

    @Test
    void choicesAreTold() {
        fails(
                new Constraints().oneOf("state", "X", List.of("ENABLED", "DISABLED")),
                ONE
                        + "Value 'X' at 'state' failed to satisfy constraint: Member must satisfy"
                        + " enum value set: [ENABLED, DISABLED]");
    }

    @Test
    void aSecretIsNotRepeated() {
        fails(
                new Constraints().text("password", "a:b", Fields.AUTH_SECRET),
                ONE
                        + "Value '***Sensitive Data Redacted***' at 'password' failed to satisfy"
                        + " constraint: Member must satisfy regular expression pattern: "
                        + Fields.AUTH_SECRET.pattern());
    }
}
