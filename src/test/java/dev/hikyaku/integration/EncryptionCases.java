package dev.hikyaku.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The attributes of server-side encryption, of which a queue has one kind at most. */
interface EncryptionCases extends SqsCases {
    String KEY = "KmsMasterKeyId";
    String REUSE = "KmsDataKeyReusePeriodSeconds";
    String MANAGED = "SqsManagedSseEnabled";

    private void assertShown(String queue, Map<String, String> expected) {
        assertThat(sqs().queueAttributes(queue, KEY, REUSE, MANAGED)).isEqualTo(expected);
    }

    @Test
    default void aNewQueueIsEncryptedWithAKeyOfSqs() {
        assertShown(newQueue(), Map.of(MANAGED, "true"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "alias/aws/sqs",
                "alias/MyAlias",
                "arn:aws:kms:us-east-1:000000000000:key/1234abcd-12ab-34cd-56ef-1234567890ab",
                "1234abcd-12ab-34cd-56ef-1234567890ab"
            })
    default void aKeyOfKmsTakesThePlaceOfTheKeyOfSqs(String key) {
        Map<String, String> expected = Map.of(KEY, key, REUSE, "300", MANAGED, "false");
        assertShown(newQueue(Map.of(KEY, key)), expected);
        String queue = newQueue(Map.of(MANAGED, "true"));
        sqs().setQueueAttributes(queue, Map.of(KEY, key));
        assertShown(queue, expected);
    }

    @Test
    default void theReusePeriodIsKeptWithTheKey() {
        String queue = newQueue(Map.of(KEY, "alias/a", REUSE, "60"));
        assertShown(queue, Map.of(KEY, "alias/a", REUSE, "60", MANAGED, "false"));
    }

    @Test
    default void theKeyOfSqsTakesThePlaceOfAKeyOfKms() {
        String queue = newQueue(Map.of(KEY, "alias/a", REUSE, "60"));
        sqs().setQueueAttributes(queue, Map.of(MANAGED, "true"));
        assertShown(queue, Map.of(MANAGED, "true"));
    }

    @Test
    default void encryptionMayBeTurnedOff() {
        String queue = newQueue(Map.of(MANAGED, "false"));
        assertShown(queue, Map.of(MANAGED, "false"));
        sqs().setQueueAttributes(queue, Map.of(MANAGED, "true"));
        assertShown(queue, Map.of(MANAGED, "true"));
    }

    @Test
    default void theKeyOfKmsMayBeTakenAway() {
        String queue = newQueue(Map.of(KEY, "alias/a"));
        sqs().setQueueAttributes(queue, Map.of(KEY, ""));
        assertShown(queue, Map.of(MANAGED, "true"));
    }

    @Test
    default void bothKindsAtATimeAreRefused() {
        Map<String, String> both = Map.of(KEY, "alias/a", MANAGED, "true");
        assertRefused("InvalidAttributeValue", () -> newQueue(both), KEY, MANAGED);
        String queue = newQueue();
        assertRefused(
                "InvalidAttributeValue", () -> sqs().setQueueAttributes(queue, both), KEY, MANAGED);
        assertShown(queue, Map.of(MANAGED, "true"));
    }

    @Test
    default void aKeysNameHasItsLimit() {
        newQueue(Map.of(KEY, "k".repeat(2048)));
        assertRefused(
                "InvalidAttributeValue",
                () -> newQueue(Map.of(KEY, "k".repeat(2049))),
                KEY,
                "2048",
                "2049");
    }
}
