package dev.hikyaku.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hikyaku.model.ServiceException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PublishedAttributesTest {
    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "+1", ".5", "5.", "1e9", "-1.5E-3"})
    void numbersAreTakenInAllTheirForms(String number) {
        assertThat(PublishedAttributes.checked("n", "Number.int", number, null).stringValue())
                .isEqualTo(number);
    }

    @ParameterizedTest
    @ValueSource(strings = {"one", "1,5", "0x10", "1e", "NaN", " 1", "1e9999"})
    void whatIsNoNumberIsRefused(String text) {
        assertThatThrownBy(() -> PublishedAttributes.checked("n", "Number", text, null))
                .isInstanceOf(ServiceException.class)
                .hasMessage("Could not cast message attribute 'n' value to number.");
    }

    @Test
    void aNumberHas256CharactersAtTheMost() {
        assertThat(PublishedAttributes.checked("n", "Number", "1".repeat(256), null).stringValue())
                .hasSize(256);
        assertThatThrownBy(() -> PublishedAttributes.checked("n", "Number", "1".repeat(257), null))
                .hasMessageContaining("Could not cast");
    }

    @ParameterizedTest
    @CsvSource({"a b", ".a", "a..b", "AWS.a", "amazon.a", "''"})
    void wrongNamesAreRefused(String name) {
        assertThatThrownBy(() -> PublishedAttributes.checked(name, "String", "x", null))
                .isInstanceOf(ServiceException.class)
                .hasMessageContaining("has an invalid name");
    }
}
