package dev.hikyaku.broker.topics;

import dev.hikyaku.broker.push.PushResult;
import dev.hikyaku.broker.push.PushSpec;
import dev.hikyaku.broker.push.PushTarget;
import dev.hikyaku.broker.push.Pushes;
import dev.hikyaku.broker.push.QueueSender;
import dev.hikyaku.delivery.source.Message;
import dev.hikyaku.engine.Defined;
import dev.hikyaku.engine.Definitions;
import dev.hikyaku.model.QueueArn;
import dev.hikyaku.queue.QueueReply;
import dev.hikyaku.queue.SequenceNumber;
import dev.hikyaku.topic.Topic;
import dev.hikyaku.topic.TopicArn;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * FIFO topics: each has an internal FIFO queue, which gives its messages their order, their numbers
 * and their deduplication, and from which they are fanned out, one of each group at a time.
 */
final class FifoTopics {
    /** Groups that are fanned out at a time. */
    private static final int CONCURRENCY = 64;

    private static final int NAME_LENGTH = 40;

    /** What is published is on disk before; it is only not yet in the subscribers' queues. */
    private static final long WAIT_SECONDS_MAX = 2;

    private static final Duration AGAIN = Duration.ofSeconds(1);

    private record Line(CompletableFuture<Void> ready, AtomicLong highest) {}

    private final Definitions definitions;
    private final Pushes pushes;
    private final QueueSender sender;
    private final FanOut fanOut;
    private final Arrivals arrivals = new Arrivals();
    private final Map<String, Line> lines = new ConcurrentHashMap<>();

    FifoTopics(Definitions definitions, Pushes pushes, QueueSender sender, FanOut fanOut) {
        this.definitions = definitions;
        this.pushes = pushes;
        this.sender = sender;
        this.fanOut = fanOut;
    }

    /** Opens the queues of the topics that are there, and follows the changes. */
    void start() {
        definitions.listen(
                Kinds.TOPIC,
                new Definitions.Listener<Topic>() {
                    @Override
                    public void defined(Defined<Topic> definition) {
                        if (definition.value().fifo()) {
                            line(definition.value());
                        }
                    }

                    @Override
                    public void removed(Defined<Topic> definition) {
                        if (lines.remove(definition.home()) != null) {
                            pushes.remove(queue(definition.value()));
                        }
                    }
                });
    }

    /** Completes when the topic can be published to. */
    CompletableFuture<Void> ready(Topic topic) {
        return topic.fifo() ? line(topic).ready : CompletableFuture.completedFuture(null);
    }

    private Line line(Topic topic) {
        return lines.computeIfAbsent(topic.arn(), arn -> new Line(opened(topic), new AtomicLong()));
    }

    private CompletableFuture<Void> opened(Topic topic) {
        return pushes.open(
                new PushSpec(queue(topic), CONCURRENCY, 0, () -> (PushTarget) this::push));
    }

    private static QueueArn queue(Topic topic) {
        TopicArn arn = topic.name();
        String id = "sns-" + Draft.digest(topic.arn()).substring(0, NAME_LENGTH);
        return PushSpec.fifoQueue(arn.region(), arn.account(), id);
    }

    /**
     * Publishes a message.
     *
     * @return when the message is in its subscribers' queues, or is on disk and will be; a
     *     duplicate has the id and number of the message that came before
     */
    CompletableFuture<Published> publish(Topic topic, Draft draft) {
        Line line = line(topic);
        return sender.send(queue(topic), draft.content(topic))
                .thenCompose(sent -> arrived(line, sent));
    }

    private CompletableFuture<Published> arrived(Line line, QueueReply.Sent.Message sent) {
        String id = sent.id().toString();
        var published = new Published(id, SequenceNumber.of(sent.number()));
        long before = line.highest.getAndAccumulate(sent.number(), Math::max);
        if (sent.number() <= before) {
            return CompletableFuture.completedFuture(published); // a duplicate: not sent again
        }
        return arrivals.of(id)
                .copy()
                .completeOnTimeout(null, WAIT_SECONDS_MAX, TimeUnit.SECONDS)
                .thenApply(done -> {
                    arrivals.forget(id);
                    return published;
                });
    }

    private Future<PushResult> push(Message message) {
        Defined<Topic> topic =
                definitions.find(Kinds.TOPIC, Draft.topicArn(message), Kinds.UNNAMED);
        if (topic == null) {
            return Future.succeededFuture(PushResult.DONE);
        }
        var sent =
                fanOut.send(topic.value(), Draft.kept(topic.value(), message))
                        .thenRun(() -> arrivals.arrived(message.id()));
        return Future.fromCompletionStage(sent)
                .<PushResult>map(done -> PushResult.DONE)
                .otherwise(failure -> new PushResult.Again(AGAIN, failure.toString()));
    }
}
