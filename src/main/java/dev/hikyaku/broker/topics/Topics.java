package dev.hikyaku.broker.topics;

import dev.hikyaku.broker.push.Functions;
import dev.hikyaku.broker.push.Pushes;
import dev.hikyaku.broker.push.QueueSender;
import dev.hikyaku.engine.Defined;
import dev.hikyaku.engine.Definitions;
import dev.hikyaku.engine.Engine;
import dev.hikyaku.model.ServiceException;
import dev.hikyaku.topic.Subscription;
import dev.hikyaku.topic.Topic;
import dev.hikyaku.topic.TopicAttributes;
import dev.hikyaku.topic.TopicError;
import dev.hikyaku.topic.TopicLimits;
import io.vertx.core.Vertx;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Topics: made, changed, deleted and published to. Thread-safe.
 *
 * <p>Matching, signing and sending of a message run on threads of its own, since a signature takes
 * about a millisecond.
 */
public final class Topics implements AutoCloseable {
    /** Where the certificate is served below the server's URL. */
    public static final String CERTIFICATES = "/_hikyaku/sns";

    private final Definitions definitions;
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private final SigningKey key;
    private final FanOut fanOut;
    private final FifoTopics fifo;
    private final Subscriptions subscriptions;
    private final LongSupplier clock;

    /**
     * What the world outside gives.
     *
     * @param smtp null if no mail can be sent
     * @param url where this server is reached, without a slash at its end
     * @param region the server's own
     * @param account the server's own, 12 digits
     */
    public record Outside(
            Functions functions,
            @Nullable SmtpSettings smtp,
            String url,
            String region,
            String account) {}

    /** Opens all topics that are there. */
    public Topics(Engine engine, Pushes pushes, Vertx vertx, LongSupplier clock, Outside outside) {
        this.definitions = engine.definitions();
        this.clock = clock;
        this.key = SigningKey.kept(definitions).join();
        var sender = new QueueSender(engine);
        var deadLetters = new DeadLetters(sender);
        var signer = key.signer(outside.url + CERTIFICATES);
        var links = new Links(outside.url);
        var calls = new Calls(vertx, outside.functions, outside.smtp, executor, this::displayName);
        var outlets = new Outlets(definitions, pushes, calls, deadLetters);
        var farewells =
                new Farewells(definitions, pushes, vertx, sender, outside.region, outside.account);
        this.fanOut = new FanOut(new Subscribers(definitions), sender, deadLetters, signer, links);
        this.fifo = new FifoTopics(definitions, pushes, sender, fanOut);
        this.subscriptions =
                new Subscriptions(
                        definitions,
                        outlets,
                        calls,
                        new Confirmations(signer, links, clock),
                        farewells,
                        sender);
        farewells.start();
        outlets.start();
        fifo.start();
    }

    private String displayName(String arn) {
        Topic topic = find(arn);
        return topic == null ? "" : topic.displayName();
    }

    /** The file name and the text of the certificate that signatures are verified by. */
    public Map.Entry<String, String> certificate() {
        return Map.entry(key.fileName(), key.certificate());
    }

    public Subscriptions subscriptions() {
        return subscriptions;
    }

    /**
     * The topic of an ARN.
     *
     * @throws ServiceException (NotFound) if there is none
     */
    public Topic require(String arn) {
        Topic topic = find(arn);
        if (topic == null) {
            throw TopicError.noSuchTopic();
        }
        return topic;
    }

    public @Nullable Topic find(String arn) {
        Defined<Topic> found = definitions.find(Kinds.TOPIC, arn, Kinds.UNNAMED);
        return found == null ? null : found.value();
    }

    /**
     * All whose ARNs begin like this, in their order, from behind one of them or from the start.
     */
    public Stream<Topic> list(String prefix, @Nullable String afterArn) {
        return definitions
                .list(Kinds.TOPIC, prefix, afterArn, afterArn == null ? null : Kinds.UNNAMED)
                .map(Defined::value);
    }

    /**
     * Makes a topic. One that is there already stays.
     *
     * @return fails with {@link ServiceException} if it is there with other attributes or tags, or
     *     there would be too many
     */
    public CompletableFuture<Topic> create(Topic asked) {
        return definitions
                .update(
                        Kinds.TOPIC,
                        asked.arn(),
                        Kinds.UNNAMED,
                        before -> {
                            if (before == null) {
                                checkRoom(asked);
                                return asked;
                            }
                            TopicAttributes.checkSame(before, asked);
                            return before;
                        })
                .thenApply(defined -> defined.orElseThrow().value())
                .thenCompose(made -> fifo.ready(made).thenApply(ready -> made));
    }

    private void checkRoom(Topic asked) {
        String prefix = asked.arn().substring(0, asked.arn().lastIndexOf(':') + 1);
        long others =
                definitions
                        .list(Kinds.TOPIC, prefix, null, null)
                        .limit(TopicLimits.TOPICS_MAX)
                        .count();
        if (others >= TopicLimits.TOPICS_MAX) {
            throw new ServiceException(
                    TopicError.TOPIC_LIMIT_EXCEEDED,
                    "An account can have " + TopicLimits.TOPICS_MAX + " topics");
        }
    }

    /**
     * Changes a topic by what it is now.
     *
     * @return fails with {@link ServiceException} if it is gone, or the change refuses
     */
    public CompletableFuture<?> change(String arn, UnaryOperator<Topic> change) {
        return definitions.update(
                Kinds.TOPIC,
                arn,
                Kinds.UNNAMED,
                before -> {
                    if (before == null) {
                        throw TopicError.noSuchTopic();
                    }
                    return change.apply(before);
                });
    }

    /** Deletes a topic with its subscriptions; one that is not there is no error. */
    public CompletableFuture<Void> delete(String arn) {
        return find(arn) == null
                ? CompletableFuture.completedFuture(null)
                : definitions.removeAll(arn);
    }

    /** What {@code GetTopicAttributes} answers. */
    public Map<String, String> attributes(Topic topic) {
        long[] counts = new long[2];
        definitions
                .below(Kinds.SUBSCRIPTION, topic.arn())
                .map(Defined::value)
                .map(Subscription::pending)
                .forEach(pending -> counts[pending ? 1 : 0]++);
        return TopicAttributes.shown(topic, counts[0], counts[1]);
    }

    /**
     * Publishes a message.
     *
     * @return on disk in the queues of all subscriptions that want it when it completes
     */
    public CompletableFuture<Published> publish(Topic topic, Draft draft) {
        if (topic.fifo()) {
            return fifo.publish(topic, draft);
        }
        String id = UUID.randomUUID().toString();
        long now = clock.getAsLong();
        return CompletableFuture.supplyAsync(
                        () -> fanOut.send(topic, draft.notification(topic, id, now)), executor)
                .thenCompose(sent -> sent)
                .thenApply(done -> new Published(id, null));
    }

    @Override
    public void close() {
        executor.close();
    }
}
