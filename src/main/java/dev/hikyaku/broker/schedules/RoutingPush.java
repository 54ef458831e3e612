package dev.hikyaku.broker.schedules;

import dev.hikyaku.broker.push.PushResult;
import dev.hikyaku.broker.push.PushTarget;
import dev.hikyaku.broker.push.QueueSender;
import dev.hikyaku.delivery.source.Message;
import dev.hikyaku.model.QueueArn;
import dev.hikyaku.schedule.Firing;
import dev.hikyaku.schedule.Outgoing;
import io.vertx.core.Future;
import io.vertx.core.Vertx;

/** Makes the internal queue of a firing's target, and sends the firing there. */
record RoutingPush(TargetQueues queues, QueueSender sender) implements PushTarget {
    @Override
    public Future<PushResult> push(Message message) {
        Firing firing = Firing.read(message.body());
        QueueArn queue = Outgoing.internalQueue(firing);
        return Future.fromCompletionStage(
                        queues.opened(queue)
                                .thenCompose(ready -> sender.send(queue, firing.content())),
                        Vertx.currentContext())
                .map(sent -> PushResult.DONE);
    }
}
