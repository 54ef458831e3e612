package dev.hikyaku.integration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is not there, and says so. */
interface MissingCases extends SqsCases {
    @ParameterizedTest
    @ValueSource(
            strings = {"CancelMessageMoveTask", "ListMessageMoveTasks", "StartMessageMoveTask"})
    default void actionsThatAreNotBuiltYetSaySo(String action) {
        assertRefused(
                "AWS.SimpleQueueService.UnsupportedOperation",
                () -> sqs().call(action, newQueue()),
                action,
                "not supported");
    }

    @Test
    default void actionsThatSqsDoesNotHaveAreInvalid() {
        assertRefused("InvalidAction", () -> sqs().call("Publish", newQueue()), "Publish");
    }
}
