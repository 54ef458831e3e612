package dev.hikyaku.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueueAttributesTest {
    private static final String POLICY =
            "{\"deadLetterTargetArn\":\"arn:aws:sqs:eu:000000000000:dead\",\"maxReceiveCount\":\"3\"}";

    private static QueueAttributes with(String name, String value) {
        return QueueAttributes.defaults().with(Map.of(name, value));
    }

    private static void assertRefused(String name, String value, ErrorCode code) {
        assertThatThrownBy(() -> with(name, value))
                .isInstanceOfSatisfying(
                        ServiceException.class,
                        e -> {
                            assertThat(e.code()).isEqualTo(code);
                            assertThat(e).hasMessageContaining(name);
                        });
    }

    @ParameterizedTest
    @CsvSource({
        "DelaySeconds, 0",
        "MaximumMessageSize, 1048576",
        "MessageRetentionPeriod, 345600",
        "ReceiveMessageWaitTimeSeconds, 0",
        "VisibilityTimeout, 30",
        "SqsManagedSseEnabled, true"
    })
    void defaultsAreThoseOfAws(String name, String value) {
        assertThat(QueueAttributes.defaults().get(name)).isEqualTo(value);
        assertThat(QueueAttributes.defaults().toMap()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "DelaySeconds, 0, 900",
        "MaximumMessageSize, 1024, 1048576",
        "MessageRetentionPeriod, 60, 1209600",
        "ReceiveMessageWaitTimeSeconds, 0, 20",
        "VisibilityTimeout, 0, 43200",
        "KmsDataKeyReusePeriodSeconds, 60, 86400"
    })
    void numbersHaveTheirBounds(String name, long min, long max) {
        assertThat(with(name, "" + min).get(name)).isEqualTo("" + min);
        assertThat(with(name, "" + max).get(name)).isEqualTo("" + max);
        assertRefused(name, "" + (min - 1), ErrorCode.INVALID_ATTRIBUTE_VALUE);
        assertRefused(name, "" + (max + 1), ErrorCode.INVALID_ATTRIBUTE_VALUE);
        assertRefused(name, "soon", ErrorCode.INVALID_ATTRIBUTE_VALUE);
        assertRefused(name, "", ErrorCode.INVALID_ATTRIBUTE_VALUE);
    }

    @Test
    void numbersAreReadInTheirUnits() {
        assertThat(with("DelaySeconds", "7").delaySeconds()).isEqualTo(7);
        assertThat(with("MaximumMessageSize", "2048").maximumMessageSize()).isEqualTo(2048);
        assertThat(with("MessageRetentionPeriod", "60").retentionMillis()).isEqualTo(60_000);
        assertThat(with("ReceiveMessageWaitTimeSeconds", "9").receiveMessageWaitTimeSeconds())
                .isEqualTo(9);
        assertThat(with("VisibilityTimeout", "5").visibilityTimeoutSeconds()).isEqualTo(5);
    }

    @Test
    void attributesOfAwsThatChangeNothingHereAreKept() {
        var attributes = with("Policy", "{}").with(Map.of("KmsMasterKeyId", "alias/x"));

        assertThat(attributes.toMap())
                .containsOnly(Map.entry("Policy", "{}"), Map.entry("KmsMasterKeyId", "alias/x"));
        assertThat(attributes.get("SqsManagedSseEnabled")).isEqualTo("false");
        assertThat(attributes.get("KmsDataKeyReusePeriodSeconds")).isEqualTo("300");
    }

    @Test
    void emptyTextTakesAnAttributeBack() {
        var attributes = with("RedrivePolicy", POLICY).with(Map.of("RedrivePolicy", ""));

        assertThat(attributes.redrivePolicy()).isNull();
        assertThat(attributes.toMap()).isEmpty();
    }

    @Test
    void changesLeaveTheRestAndTheOriginalAlone() {
        var before = with("DelaySeconds", "7");
        var after = before.with(Map.of("VisibilityTimeout", "5"));

        assertThat(after.delaySeconds()).isEqualTo(7);
        assertThat(before.visibilityTimeoutSeconds()).isEqualTo(30);
    }

    @Test
    void namesThatAwsDoesNotHaveAreRefused() {
        assertRefused("Colour", "red", ErrorCode.INVALID_ATTRIBUTE_NAME);
        assertRefused("SqsManagedSseEnabled", "yes", ErrorCode.INVALID_ATTRIBUTE_VALUE);
    }

    @Test
    void queueThatIsSaidNotToBeFifoIsAStandardQueue() {
        var attributes = with("FifoQueue", "false");

        assertThat(attributes.fifo()).isFalse();
        assertThat(attributes.toMap()).isEmpty();
        assertThat(attributes.differing(Map.of("FifoQueue", "false"))).isNull();
        assertThat(attributes.differing(Map.of("FifoQueue", "true"))).isEqualTo("FifoQueue");
        assertThat(with("FifoQueue", "true").differing(Map.of("FifoQueue", "false")))
                .isEqualTo("FifoQueue");
        assertRefused("FifoQueue", "", ErrorCode.INVALID_ATTRIBUTE_VALUE);
    }

    @Test
    void redrivePolicyIsRead() {
        assertThat(with("RedrivePolicy", POLICY).redrivePolicy())
                .isEqualTo(
                        new RedrivePolicy(QueueArn.parse("arn:aws:sqs:eu:000000000000:dead"), 3));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "VisibilityTimeout|45|045",
                "DelaySeconds|0|0",
                "Policy|{\"a\":1}|{ \"a\" : 1 }",
                "RedrivePolicy|{\"deadLetterTargetArn\":\"arn:aws:sqs:eu:000000000000:d\",\"maxReceiveCount\":3}"
                        + "|{\"maxReceiveCount\":\"3\",\"deadLetterTargetArn\":\"arn:aws:sqs:eu:000000000000:d\"}",
                "RedriveAllowPolicy|{\"redrivePermission\":\"denyAll\"}|{ \"redrivePermission\":\"denyAll\" }"
            })
    void valuesThatMeanTheSameDoNotDiffer(String name, String one, String other) {
        assertThat(with(name, one).differing(Map.of(name, other))).isNull();
        assertThat(QueueAttributes.defaults().with(Map.of(name, one)).differing(Map.of())).isNull();
    }

    @Test
    void theFirstAttributeThatDiffersIsNamed() {
        var attributes = with("DelaySeconds", "5");

        assertThat(attributes.differing(Map.of("DelaySeconds", "5", "VisibilityTimeout", "31")))
                .isEqualTo("VisibilityTimeout");
        assertThat(attributes.differing(Map.of("DelaySeconds", "0"))).isEqualTo("DelaySeconds");
        assertThat(attributes.differing(Map.of("RedrivePolicy", POLICY)))
                .isEqualTo("RedrivePolicy");
        assertThat(attributes.differing(Map.of("RedrivePolicy", ""))).isNull();
    }

    @Test
    void namesOfANewerVersionAreKept() {
        var attributes = QueueAttributes.ofStored(Map.of("Colour", "red", "DelaySeconds", "5"));

        assertThat(attributes.delaySeconds()).isEqualTo(5);
        assertThat(attributes.with(Map.of("DelaySeconds", "6")).toMap())
                .isEqualTo(Map.of("Colour", "red", "DelaySeconds", "6"));
    }

    @Test
    void aQueueHasOneKindOfEncryption() {
        var kms = with("KmsMasterKeyId", "k").with(Map.of("KmsDataKeyReusePeriodSeconds", "60"));

        var managed = kms.with(Map.of("SqsManagedSseEnabled", "true"));
        assertThat(managed.toMap()).isEqualTo(Map.of("SqsManagedSseEnabled", "true"));
        assertThat(managed.with(Map.of("KmsMasterKeyId", "k")).get("SqsManagedSseEnabled"))
                .isEqualTo("false");
        assertThatThrownBy(() ->
                        kms.with(Map.of("SqsManagedSseEnabled", "true", "KmsMasterKeyId", "k")))
                .isInstanceOf(ServiceException.class)
                .hasMessageContaining("one type");
        assertRefused("KmsMasterKeyId", "k".repeat(2049), ErrorCode.INVALID_ATTRIBUTE_VALUE);
    }

    @Test
    void policiesAreReadWhenTheyAreSet() {
        assertRefused("Policy", "x", ErrorCode.INVALID_ATTRIBUTE_VALUE);
        assertRefused("RedriveAllowPolicy", "x", ErrorCode.INVALID_PARAMETER_VALUE);
        assertThat(QueueAttributes.defaults().redriveAllowPolicy()).isNull();
        assertThat(
                        with("RedriveAllowPolicy", "{\"redrivePermission\":\"denyAll\"}")
                                .redriveAllowPolicy())
                .isNotNull();
    }
}
