package dev.hikyaku.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QueuePolicyTest {
    private static final QueueArn QUEUE = QueueArn.parse("arn:aws:sqs:eu:000000000000:q");

    private static String allow(@Nullable String policy, String label) {
        return QueuePolicy.allow(
                policy, QUEUE, label, List.of("111122223333"), List.of("SendMessage"));
    }

    @Test
    void theFirstPermissionMakesAPolicyInAwssForm() {
        assertThat(allow(null, "a"))
                .isEqualTo(
                        "{\"Version\":\"2012-10-17\","
                                + "\"Id\":\"arn:aws:sqs:eu:000000000000:q/SQSDefaultPolicy\","
                                + "\"Statement\":[{\"Sid\":\"a\",\"Effect\":\"Allow\","
                                + "\"Principal\":{\"AWS\":\"arn:aws:iam::111122223333:root\"},"
                                + "\"Action\":\"SQS:SendMessage\","
                                + "\"Resource\":\"arn:aws:sqs:eu:000000000000:q\"}]}");
    }

    @Test
    void aPermissionThatIsAddedAndRemovedLeavesWhatWasThere() {
        String before = allow(allow(null, "a"), "b");
        assertThat(QueuePolicy.revoke(allow(before, "c"), "c")).isEqualTo(before);
    }

    @Test
    void theLastPermissionTakesThePolicyWithIt() {
        assertThat(QueuePolicy.revoke(allow(null, "a"), "a")).isEmpty();
    }

    @Test
    void allStatementsOfALabelAreRemoved() {
        String twice = "{\"Statement\":[{\"Sid\":\"a\"},{\"Sid\":\"b\"},{\"Sid\":\"a\"},{}]}";
        assertThat(QueuePolicy.revoke(twice, "a"))
                .isEqualTo("{\"Statement\":[{\"Sid\":\"b\"},{}]}");
    }

    @Test
    void labelsAreUnique() {
        String policy = allow(null, "a");
        assertThatThrownBy(() -> allow(policy, "a"))
                .isInstanceOf(ServiceException.class)
                .hasMessageContaining("Already exists");
        assertThatThrownBy(() -> QueuePolicy.revoke(policy, "b"))
                .isInstanceOf(ServiceException.class)
                .hasMessageContaining("b");
        assertThatThrownBy(() -> QueuePolicy.revoke(null, "a"))
                .isInstanceOf(ServiceException.class);
    }

    @Test
    void statementsHaveTheirLimit() {
        String policy = allow(null, "l0");
        for (int i = 1; i < Limits.POLICY_STATEMENTS_MAX; i++) {
            policy = allow(policy, "l" + i);
        }
        String full = policy;
        assertThatThrownBy(() -> allow(full, "more"))
                .isInstanceOfSatisfying(
                        ServiceException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.OVER_LIMIT));
    }

    @Test
    void equalityIsOfWhatIsSaidNotOfHowItIsWritten() {
        QueuePolicy one = QueuePolicy.parse("{\"a\":1,\"b\":[2]}");
        assertThat(one)
                .isEqualTo(QueuePolicy.parse("{ \"b\": [2], \"a\": 1 }"))
                .hasSameHashCodeAs(QueuePolicy.parse("{ \"b\": [2], \"a\": 1 }"))
                .isNotEqualTo(QueuePolicy.parse("{\"a\":1,\"b\":[3]}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "[]", "1", "{} {}", "{"})
    void whatIsNoJsonObjectIsRefused(String json) {
        assertThatThrownBy(() -> QueuePolicy.parse(json))
                .isInstanceOfSatisfying(
                        ServiceException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_ATTRIBUTE_VALUE));
    }
}
