package dev.hikyaku.api.sqs;

import dev.hikyaku.api.Action;
import dev.hikyaku.api.Endpoint;
import dev.hikyaku.api.JsonWire;
import dev.hikyaku.api.QueryWire;
import dev.hikyaku.api.Service;
import dev.hikyaku.engine.Engine;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** Amazon SQS as this version serves it. Names: the service model of API version 2012-11-05. */
public final class SqsService {
    private SqsService() {}

    /**
     * Makes the service.
     *
     * @param recreateDelay how long the name of a deleted queue is kept back; zero for not at all
     */
    public static Service create(Engine engine, Endpoint endpoint, Duration recreateDelay) {
        var queues =
                new Queues(engine, endpoint, new RecentDeletions(recreateDelay, System::nanoTime));
        return Service.of(
                "sqs",
                JsonWire.onceQuery("AmazonSQS", "com.amazonaws.sqs#"),
                new QueryWire(
                        "2012-11-05", "http://queue.amazonaws.com/doc/2012-11-05/", "QueueUrl"),
                List.of(
                        new Action<>(
                                "AddPermission",
                                AddPermission.Request.class,
                                new AddPermission(queues)::handle),
                        new Action<>(
                                "CancelMessageMoveTask",
                                CancelMessageMoveTask.Request.class,
                                new CancelMessageMoveTask(queues)::handle),
                        new Action<>(
                                "ChangeMessageVisibility",
                                ChangeMessageVisibility.Request.class,
                                new ChangeMessageVisibility(queues)::handle),
                        new Action<>(
                                "ChangeMessageVisibilityBatch",
                                ChangeMessageVisibilityBatch.Request.class,
                                new ChangeMessageVisibilityBatch(queues)::handle),
                        new Action<>(
                                "CreateQueue",
                                CreateQueue.Request.class,
                                new CreateQueue(queues)::handle),
                        new Action<>(
                                "DeleteMessage",
                                DeleteMessage.Request.class,
                                new DeleteMessage(queues)::handle),
                        new Action<>(
                                "DeleteMessageBatch",
                                DeleteMessageBatch.Request.class,
                                new DeleteMessageBatch(queues)::handle),
                        new Action<>(
                                "DeleteQueue",
                                DeleteQueue.Request.class,
                                new DeleteQueue(queues)::handle),
                        new Action<>(
                                "GetQueueAttributes",
                                GetQueueAttributes.Request.class,
                                new GetQueueAttributes(queues)::handle),
                        new Action<>(
                                "GetQueueUrl",
                                GetQueueUrl.Request.class,
                                new GetQueueUrl(queues)::handle),
                        new Action<>(
                                "ListDeadLetterSourceQueues",
                                ListDeadLetterSourceQueues.Request.class,
                                new ListDeadLetterSourceQueues(queues)::handle),
                        new Action<>(
                                "ListQueueTags",
                                ListQueueTags.Request.class,
                                new ListQueueTags(queues)::handle),
                        new Action<>(
                                "ListMessageMoveTasks",
                                ListMessageMoveTasks.Request.class,
                                new ListMessageMoveTasks(queues)::handle),
                        new Action<>(
                                "ListQueues",
                                ListQueues.Request.class,
                                new ListQueues(queues)::handle),
                        new Action<>(
                                "PurgeQueue",
                                PurgeQueue.Request.class,
                                new PurgeQueue(queues)::handle),
                        new Action<>(
                                "ReceiveMessage",
                                ReceiveMessage.Request.class,
                                new ReceiveMessage(queues)::handle),
                        new Action<>(
                                "RemovePermission",
                                RemovePermission.Request.class,
                                new RemovePermission(queues)::handle),
                        new Action<>(
                                "SendMessage",
                                SendMessage.Request.class,
                                new SendMessage(queues)::handle),
                        new Action<>(
                                "SendMessageBatch",
                                SendMessageBatch.Request.class,
                                new SendMessageBatch(queues)::handle),
                        new Action<>(
                                "SetQueueAttributes",
                                SetQueueAttributes.Request.class,
                                new SetQueueAttributes(queues)::handle),
                        new Action<>(
                                "StartMessageMoveTask",
                                StartMessageMoveTask.Request.class,
                                new StartMessageMoveTask(queues)::handle),
                        new Action<>(
                                "TagQueue", TagQueue.Request.class, new TagQueue(queues)::handle),
                        new Action<>(
                                "UntagQueue",
                                UntagQueue.Request.class,
                                new UntagQueue(queues)::handle)),
                Set.of(),
                error -> error);
    }
}
