package dev.hikyaku.queue;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.hikyaku.FuzzInput;
import dev.hikyaku.model.ServiceException;

final class ReceiptHandleFuzzTest {
    @FuzzTest
    void texts(byte[] input) {
        try {
            ReceiptHandle handle = ReceiptHandle.decode(FuzzInput.text(input));
            assertThat(ReceiptHandle.decode(handle.encode())).isEqualTo(handle);
        } catch (ServiceException e) {
            assertThat(e.code().shape()).isEqualTo("ReceiptHandleIsInvalid");
        }
    }

    @FuzzTest
    void values(FuzzedDataProvider data) {
        var handle =
                new ReceiptHandle(
                        data.consumeLong(),
                        data.consumeLong(),
                        data.consumeInt(),
                        data.consumeLong(),
                        data.consumeLong());
        assertThat(ReceiptHandle.decode(handle.encode())).isEqualTo(handle);
    }
}
