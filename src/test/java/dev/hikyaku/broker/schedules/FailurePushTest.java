package dev.hikyaku.broker.schedules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hikyaku.broker.push.PushResult;
import dev.hikyaku.delivery.source.Message;
import dev.hikyaku.schedule.FailedFiring;
import dev.hikyaku.schedule.Outgoing;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class FailurePushTest {
    private static final String SCHEDULE =
            "arn:aws:scheduler:eu-1:111111111111:schedule/billing/monthly";
    private static final String TARGET = "arn:aws:sqs:eu-1:111111111111:gone";

    private final List<String> events = new ArrayList<>();
    private CompletableFuture<Void> outcome = CompletableFuture.completedFuture(null);

    private Future<PushResult> push(FailedFiring failed) {
        byte[] body = failed.content().body().getBytes(StandardCharsets.UTF_8);
        var message =
                new Message(
                        "id",
                        "queue",
                        "arn",
                        () -> "handle",
                        body,
                        "",
                        Map.of(),
                        1,
                        0,
                        0,
                        null,
                        Map.of());
        return new FailurePush(
                        (region, account, source, type, resources, detail) -> {
                            events.add(String.join(" ", region, account, source, type));
                            events.add(resources.toString());
                            events.add(detail.toString());
                            return outcome;
                        })
                .push(message);
    }

    @Test
    void tellsWhatFailedAndWhy() {
        var failed =
                new FailedFiring(
                        SCHEDULE,
                        1_767_225_600_000L,
                        TARGET,
                        "arn:aws:sqs:eu-1:111111111111:dead",
                        new Outgoing.Failure("Code", "Reason."),
                        "MaximumRetryAttempts",
                        3);
        assertThat(push(failed).result()).isEqualTo(PushResult.DONE);
        assertThat(events)
                .containsExactly(
                        "eu-1 111111111111 hikyaku.scheduler Schedule Target Invocation Failed",
                        "[" + SCHEDULE + "]",
                        "{\"scheduleArn\":\""
                                + SCHEDULE
                                + "\",\"groupName\":\"billing\",\"scheduleName\":\"monthly\","
                                + "\"targetArn\":\""
                                + TARGET
                                + "\",\"scheduledTime\":\"2026-01-01T00:00:00Z\",\"executionId\":\""
                                + failed.executionId()
                                + "\",\"errorCode\":\"Code\",\"errorMessage\":\"Reason.\","
                                + "\"attempts\":4,"
                                + "\"exhaustedRetryCondition\":\"MaximumRetryAttempts\","
                                + "\"deadLetterArn\":\"arn:aws:sqs:eu-1:111111111111:dead\"}");
    }

    @Test
    void comesAgainIfTheBusDoesNotTakeIt() {
        outcome = CompletableFuture.failedFuture(new IllegalStateException("no room"));
        Future<PushResult> pushed =
                push(new FailedFiring(SCHEDULE, 0, TARGET, null, null, null, 0));
        assertThat(pushed.failed()).isTrue();
    }
}
