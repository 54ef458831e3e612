package dev.hikyaku.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hikyaku.model.ErrorCode;
import dev.hikyaku.model.ServiceException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReceiptHandleTest {
    private static final String VALID = new ReceiptHandle(1, 2, 3, 4, 5).encode();

    private static void assertInvalid(String text) {
        assertThatThrownBy(() -> ReceiptHandle.decode(text))
                .isInstanceOfSatisfying(
                        ServiceException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.RECEIPT_HANDLE_IS_INVALID));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "not base64 !", "AAAA", "é"})
    void textThatIsNoHandleIsInvalid(String text) {
        assertInvalid(text);
    }

    @Test
    void handleCutOffIsInvalid() {
        assertInvalid(VALID.substring(0, VALID.length() - 4));
        assertInvalid(VALID + "AAAA");
    }

    @Test
    void handleWithAnyByteChangedIsInvalid() {
        // the last character carries two bits that mean nothing
        for (int i = 0; i < VALID.length() - 1; i++) {
            char other = VALID.charAt(i) == 'A' ? 'B' : 'A';
            assertInvalid(VALID.substring(0, i) + other + VALID.substring(i + 1));
        }
    }
}
