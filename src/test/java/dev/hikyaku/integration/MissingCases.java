package dev.hikyaku.integration;

import org.junit.jupiter.api.Test;

/** What is not there, and says so. */
interface MissingCases extends SqsCases {
    @Test
    default void actionsThatSqsDoesNotHaveAreInvalid() {
        assertRefused("InvalidAction", () -> sqs().call("Dance", newQueue()), "Dance");
    }
}
