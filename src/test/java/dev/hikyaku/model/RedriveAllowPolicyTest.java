package dev.hikyaku.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedriveAllowPolicyTest {
    private static QueueArn arn(int number) {
        return new QueueArn("eu", "000000000000", "q" + number);
    }

    private static String byQueue(int count) {
        String arns =
                IntStream.range(0, count)
                        .mapToObj(i -> "\"" + arn(i) + "\"")
                        .collect(Collectors.joining(","));
        return "{\"redrivePermission\":\"byQueue\",\"sourceQueueArns\":[" + arns + "]}";
    }

    @ParameterizedTest
    @CsvSource({"allowAll, true", "denyAll, false"})
    void permissionsForAll(String permission, boolean allowed) {
        var policy = RedriveAllowPolicy.parse("{\"redrivePermission\":\"" + permission + "\"}");
        assertThat(policy.allows(arn(1))).isEqualTo(allowed);
    }

    @Test
    void permissionByQueue() {
        var policy = RedriveAllowPolicy.parse(byQueue(10));
        assertThat(policy.allows(arn(9))).isTrue();
        assertThat(policy.allows(arn(10))).isFalse();
    }

    @Test
    void theOrderOfTheQueuesDoesNotCount() {
        String json = "{\"redrivePermission\":\"byQueue\",\"sourceQueueArns\":[\"%s\",\"%s\"]}";
        assertThat(RedriveAllowPolicy.parse(json.formatted(arn(1), arn(2))))
                .isEqualTo(RedriveAllowPolicy.parse(json.formatted(arn(2), arn(1))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "not json|not valid JSON",
                "[]|not a JSON object",
                "{}|allowAll, denyAll or byQueue",
                "{\"redrivePermission\":true}|allowAll, denyAll or byQueue",
                "{\"redrivePermission\":\"byQueue\"}|1 to 10",
                "{\"redrivePermission\":\"byQueue\",\"sourceQueueArns\":[\"x\"]}|not the ARN",
                "{\"redrivePermission\":\"denyAll\",\"sourceQueueArns\":[]}|byQueue only"
            })
    void otherTextsAreRefusedWithTheReason(String json, String reason) {
        assertThatThrownBy(() -> RedriveAllowPolicy.parse(json))
                .isInstanceOf(ServiceException.class)
                .hasMessageContaining("RedriveAllowPolicy")
                .hasMessageContaining(reason);
    }

    @ParameterizedTest
    @CsvSource({"0", "11"})
    void otherNumbersOfQueuesAreRefused(int count) {
        assertThatThrownBy(() -> RedriveAllowPolicy.parse(byQueue(count)))
                .isInstanceOf(ServiceException.class)
                .hasMessageContaining("1 to 10");
    }
}
