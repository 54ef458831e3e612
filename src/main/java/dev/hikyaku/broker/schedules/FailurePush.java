package dev.hikyaku.broker.schedules;

import dev.hikyaku.broker.OwnEvents;
import dev.hikyaku.broker.push.PushResult;
import dev.hikyaku.broker.push.PushTarget;
import dev.hikyaku.delivery.source.Message;
import dev.hikyaku.model.Arn;
import dev.hikyaku.schedule.FailedFiring;
import io.vertx.core.Future;
import java.util.List;
import java.util.Objects;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Tells of firings that failed for good, by events. What becomes of such an event at the targets of
 * rules is the bus's: it causes no further one.
 */
record FailurePush(OwnEvents events) implements PushTarget {
    static final String SOURCE = "hikyaku.scheduler";
    static final String DETAIL_TYPE = "Schedule Target Invocation Failed";

    @Override
    public Future<PushResult> push(Message message) {
        FailedFiring failed = FailedFiring.read(message.body());
        Arn schedule = Objects.requireNonNull(Arn.parse(failed.scheduleArn()));
        return Future.fromCompletionStage(
                        events.publish(
                                schedule.region(),
                                schedule.account(),
                                SOURCE,
                                DETAIL_TYPE,
                                List.of(failed.scheduleArn()),
                                detail(failed, schedule)))
                .map(published -> PushResult.DONE);
    }

    private static ObjectNode detail(FailedFiring failed, Arn schedule) {
        String[] path = schedule.resource().split("/", 3);
        ObjectNode detail =
                JsonNodeFactory.instance
                        .objectNode()
                        .put("scheduleArn", failed.scheduleArn())
                        .put("groupName", path[1])
                        .put("scheduleName", path[2])
                        .put("targetArn", failed.targetArn())
                        .put("scheduledTime", failed.scheduledTime())
                        .put("executionId", failed.executionId())
                        .put("errorCode", failed.reason().code())
                        .put("errorMessage", failed.reason().message())
                        .put("attempts", failed.retries() + 1);
        if (failed.exhausted() != null) {
            detail.put("exhaustedRetryCondition", failed.exhausted());
        }
        if (failed.deadLetterArn() != null) {
            detail.put("deadLetterArn", failed.deadLetterArn());
        }
        return detail;
    }
}
