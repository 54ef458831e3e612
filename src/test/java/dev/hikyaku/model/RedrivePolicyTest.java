package dev.hikyaku.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedrivePolicyTest {
    private static final String ARN = "arn:aws:sqs:eu:000000000000:dead";

    private static String policy(String count) {
        return "{\"deadLetterTargetArn\":\"" + ARN + "\",\"maxReceiveCount\":" + count + "}";
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "\"5\""})
    void countMayBeANumberOrAText(String count) {
        assertThat(RedrivePolicy.parse(policy(count)))
                .isEqualTo(new RedrivePolicy(QueueArn.parse(ARN), 5));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "1000"})
    void countIsFromOneToAThousand(String count) {
        assertThat(RedrivePolicy.parse(policy(count)).maxReceiveCount()).isPositive();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "1001", "2.5", "\"\"", "null", "[]"})
    void otherCountsAreRefused(String count) {
        assertThatThrownBy(() -> RedrivePolicy.parse(policy(count)))
                .isInstanceOf(ServiceException.class)
                .hasMessageContaining("maxReceiveCount");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "not json|not valid JSON",
                "[]|not a JSON object",
                "{\"maxReceiveCount\":1}|deadLetterTargetArn",
                "{\"deadLetterTargetArn\":7,\"maxReceiveCount\":1}|deadLetterTargetArn",
                "{\"deadLetterTargetArn\":\"arn:aws:sqs:eu:000000000000:d\"}|maxReceiveCount",
                "{\"deadLetterTargetArn\":\"elsewhere\",\"maxReceiveCount\":1}|elsewhere"
            })
    void otherTextsAreRefusedWithTheReason(String json, String reason) {
        assertThatThrownBy(() -> RedrivePolicy.parse(json))
                .isInstanceOf(ServiceException.class)
                .hasMessageContaining(reason);
    }
}
