package dev.hikyaku.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The names that clients match, as the SQS service model pairs them. */
class ErrorCodeTest {
    @ParameterizedTest
    @CsvSource({
        "QueueDoesNotExist, AWS.SimpleQueueService.NonExistentQueue",
        "QueueNameExists, QueueAlreadyExists",
        "BatchRequestTooLong, AWS.SimpleQueueService.BatchRequestTooLong",
        "InvalidBatchEntryId, AWS.SimpleQueueService.InvalidBatchEntryId",
        "TooManyEntriesInBatchRequest, AWS.SimpleQueueService.TooManyEntriesInBatchRequest",
        "EmptyBatchRequest, AWS.SimpleQueueService.EmptyBatchRequest",
        "BatchEntryIdsNotDistinct, AWS.SimpleQueueService.BatchEntryIdsNotDistinct",
        "PurgeQueueInProgress, AWS.SimpleQueueService.PurgeQueueInProgress",
        "MessageNotInflight, AWS.SimpleQueueService.MessageNotInflight",
        "UnsupportedOperation, AWS.SimpleQueueService.UnsupportedOperation",
        "ReceiptHandleIsInvalid, ReceiptHandleIsInvalid",
        "OverLimit, OverLimit",
        "RequestThrottled, RequestThrottled",
        "InvalidParameterValueException, InvalidParameterValue",
        "MissingRequiredParameterException, MissingParameter"
    })
    void shapeAndQueryCodeArePaired(String shape, String queryCode) {
        assertThat(ErrorCode.values())
                .filteredOn(code -> code.shape().equals(shape))
                .singleElement()
                .returns(queryCode, ErrorCode::queryCode)
                .returns(true, ErrorCode::senderFault);
    }

    @Test
    void serversFaultsAreTheServers() {
        assertThat(ErrorCode.values())
                .filteredOn(code -> !code.senderFault())
                .containsExactly(ErrorCode.INTERNAL_FAILURE, ErrorCode.SERVICE_UNAVAILABLE);
    }
}
