package dev.hikyaku.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hikyaku.model.ServiceException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryPlanTest {
    private static List<Long> seconds(RetryPlan plan) {
        var delays = new ArrayList<Long>();
        for (int attempt = 1; ; attempt++) {
            Duration delay = plan.after(attempt);
            if (delay == null) {
                return delays;
            }
            delays.add(delay.toSeconds());
        }
    }

    @Test
    void theDefaultTriesAgainThreeTimesEveryTwentySeconds() {
        assertThat(seconds(RetryPlan.HTTP_DEFAULT)).containsExactly(20L, 20L, 20L);
    }

    @Test
    void thePhasesFollowEachOther() {
        var plan = new RetryPlan(1, 60, 10, 2, 3, 2, RetryPlan.Backoff.LINEAR);
        assertThat(seconds(plan)).containsExactly(0L, 0L, 1L, 1L, 1L, 1L, 30L, 60L, 60L, 60L);
    }

    @ParameterizedTest
    @CsvSource({
        "LINEAR,      '1,25,50,75,100'",
        "ARITHMETIC,  '1,10,30,60,100'",
        "GEOMETRIC,   '1,3,10,31,100'",
        "EXPONENTIAL, '1,7,20,47,100'"
    })
    void theBackoffGoesFromTheSmallestToTheLargestDelay(RetryPlan.Backoff backoff, String delays) {
        var plan = new RetryPlan(1, 100, 5, 0, 0, 0, backoff);
        assertThat(String.join(",", seconds(plan).stream().map(String::valueOf).toList()))
                .isEqualTo(delays);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'minDelayTarget':0}                       | minDelayTarget must be an integer from 1 to 3600",
                "{'maxDelayTarget':3601}                    | maxDelayTarget must be an integer from 1 to 3600",
                "{'numRetries':101}                         | numRetries must be an integer from 0 to 100",
                "{'numRetries':'3'}                         | numRetries must be an integer",
                "{'minDelayTarget':5,'maxDelayTarget':4}    | greater than or equal to minDelayTarget",
                "{'numRetries':1,'numNoDelayRetries':2}     | greater than or equal to total of",
                "{'backoffFunction':'square'}               | must be one of linear, arithmetic, geometric, exponential",
                "{'maxDelayTarget':3600,'numRetries':100}   | the maximum is 3600",
                "{'retries':3}                              | Unexpected JSON member: healthyRetryPolicy.retries"
            })
    void whatIsWrongIsRefused(String json, String words) {
        assertThatThrownBy(() ->
                        DeliveryPolicy.DEFAULT.withSubscription(
                                "{\"healthyRetryPolicy\":" + json.replace('\'', '"') + "}"))
                .isInstanceOf(ServiceException.class)
                .hasMessageStartingWith("Invalid parameter: DeliveryPolicy: ")
                .hasMessageContaining(words);
    }

    @Test
    void withoutRetriesItGivesUpAtOnce() {
        assertThat(seconds(new RetryPlan(1, 1, 0, 0, 0, 0, RetryPlan.Backoff.LINEAR))).isEmpty();
    }

    @Test
    void aFunctionIsTriedNoLongerThanAQueueKeepsAMessage() {
        List<Long> delays = seconds(RetryPlan.MANAGED);
        assertThat(delays).startsWith(0L, 0L, 0L, 1L, 1L, 1L).endsWith(20L);
        assertThat(Duration.ofSeconds(delays.stream().mapToLong(each -> each).sum()))
                .isBetween(Duration.ofDays(12), Duration.ofDays(14));
    }

    @Test
    void mailIsTriedForSixHours() {
        List<Long> delays = seconds(RetryPlan.MAIL);
        assertThat(delays).hasSize(50);
        assertThat(delays.stream().mapToLong(each -> each).sum()).isBetween(6 * 3600L, 7 * 3600L);
    }
}
