package dev.hikyaku.broker.topics;

import dev.hikyaku.broker.push.QueueSender;
import dev.hikyaku.engine.Defined;
import dev.hikyaku.engine.Definitions;
import dev.hikyaku.engine.Kind;
import dev.hikyaku.model.ServiceException;
import dev.hikyaku.topic.Envelope;
import dev.hikyaku.topic.Protocol;
import dev.hikyaku.topic.Subscription;
import dev.hikyaku.topic.SubscriptionAttributes;
import dev.hikyaku.topic.Topic;
import dev.hikyaku.topic.TopicArn;
import dev.hikyaku.topic.TopicError;
import dev.hikyaku.topic.TopicLimits;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Subscriptions: made, confirmed, changed and ended. Thread-safe. */
public final class Subscriptions {
    private static final long TOKEN_VALID_MILLIS =
            Duration.ofDays(TopicLimits.TOKEN_VALID_DAYS).toMillis();

    private final Definitions definitions;
    private final Outlets outlets;
    private final Calls calls;
    private final Confirmations confirmations;
    private final Farewells farewells;
    private final QueueSender sender;

    Subscriptions(
            Definitions definitions,
            Outlets outlets,
            Calls calls,
            Confirmations confirmations,
            Farewells farewells,
            QueueSender sender) {
        this.definitions = definitions;
        this.outlets = outlets;
        this.calls = calls;
        this.confirmations = confirmations;
        this.farewells = farewells;
        this.sender = sender;
    }

    /**
     * The subscription of an ARN.
     *
     * @throws ServiceException InvalidParameter if it is not one of a subscription, NotFound if
     *     there is none
     */
    public Subscription require(String arn) {
        Subscription found = find(arn);
        if (found == null) {
            throw TopicError.noSuchSubscription();
        }
        return found;
    }

    private @Nullable Subscription find(String arn) {
        String topic = TopicArn.ofSubscription(arn).toString();
        String id = arn.substring(arn.lastIndexOf(':') + 1);
        Defined<Subscription> found = definitions.find(Kinds.SUBSCRIPTION, topic, id);
        return found == null ? null : found.value();
    }

    /** Those of a topic, from behind one of these ids or from the start. */
    public Stream<Subscription> below(String topicArn, @Nullable String afterId) {
        return definitions
                .list(Kinds.SUBSCRIPTION, topicArn, afterId == null ? null : topicArn, afterId)
                .filter(each -> each.home().equals(topicArn))
                .map(Defined::value);
    }

    /**
     * Those of all topics whose ARNs begin like this, from behind one of them or from the start.
     */
    public Stream<Subscription> all(String topicPrefix, @Nullable String afterArn) {
        String home = afterArn == null ? null : TopicArn.ofSubscription(afterArn).toString();
        String id = afterArn == null ? null : afterArn.substring(afterArn.lastIndexOf(':') + 1);
        return definitions.list(Kinds.SUBSCRIPTION, topicPrefix, home, id).map(Defined::value);
    }

    /**
     * Subscribes an endpoint. One that is subscribed already stays; one that has not confirmed it
     * is asked again.
     *
     * @param owner 12 digits
     * @return fails with {@link ServiceException} if it is subscribed with other attributes, or
     *     there would be too many
     */
    public CompletableFuture<Subscription> subscribe(
            Topic topic,
            String owner,
            Protocol protocol,
            String endpoint,
            Map<String, String> attributes) {
        protocol.checkEndpoint(endpoint, topic.fifo());
        calls.check(protocol, endpoint);
        Subscription asked = asked(topic, owner, protocol, endpoint, attributes);
        return definitions
                .update(
                        Kinds.SUBSCRIPTION,
                        topic.arn(),
                        asked.id(),
                        before -> merged(before, asked, attributes))
                .thenApply(defined -> defined.orElseThrow().value())
                .thenCompose(made ->
                        outlets.ready(made)
                                .thenCompose(ready -> askedToConfirm(made, topic))
                                .thenApply(sent -> made));
    }

    /** An endpoint's id in a topic is always the same, so that it is subscribed once. */
    private Subscription asked(
            Topic topic,
            String owner,
            Protocol protocol,
            String endpoint,
            Map<String, String> attributes) {
        String key = topic.arn() + "\n" + protocol.wireName() + "\n" + endpoint;
        UUID id = UUID.nameUUIDFromBytes(key.getBytes(StandardCharsets.UTF_8));
        var bare =
                new Subscription(
                        topic.arn() + ":" + id,
                        topic.arn(),
                        owner,
                        protocol,
                        endpoint,
                        Map.of(),
                        confirmations.token(),
                        confirmations.now(),
                        protocol.confirmed(),
                        false);
        try {
            return SubscriptionAttributes.with(bare, attributes);
        } catch (ServiceException e) {
            throw TopicError.invalid(
                    "Attributes Reason: " + e.getMessage().replaceFirst("Invalid parameter: ", ""));
        }
    }

    private Subscription merged(
            @Nullable Subscription before, Subscription asked, Map<String, String> attributes) {
        if (before == null) {
            checkRoom(asked);
            return asked;
        }
        if (!SubscriptionAttributes.same(before, attributes)) {
            throw TopicError.invalid(
                    "Attributes Reason: Subscription already exists with different attributes");
        }
        return before.pending()
                ? before.asked(String.valueOf(asked.token()), asked.tokenSentAt())
                : before;
    }

    private void checkRoom(Subscription asked) {
        long count = definitions.below(Kinds.SUBSCRIPTION, asked.topicArn()).count();
        if (count >= TopicLimits.SUBSCRIPTIONS_MAX) {
            throw new ServiceException(
                    TopicError.SUBSCRIPTION_LIMIT_EXCEEDED,
                    "A topic can have " + TopicLimits.SUBSCRIPTIONS_MAX + " subscriptions");
        }
        checkFilters(asked);
    }

    private void checkFilters(Subscription changed) {
        if (changed.filterPolicy() == null) {
            return;
        }
        long others =
                definitions
                        .below(Kinds.SUBSCRIPTION, changed.topicArn())
                        .map(Defined::value)
                        .filter(each ->
                                each.filterPolicy() != null && !each.arn().equals(changed.arn()))
                        .count();
        if (others >= TopicLimits.FILTER_POLICIES_MAX) {
            throw new ServiceException(
                    TopicError.FILTER_POLICY_LIMIT_EXCEEDED,
                    "A topic can have " + TopicLimits.FILTER_POLICIES_MAX + " filter policies");
        }
    }

    private CompletableFuture<?> askedToConfirm(Subscription subscription, Topic topic) {
        return subscription.pending()
                ? sender.send(
                        Outlets.queue(subscription),
                        confirmations.content(
                                Envelope.SUBSCRIPTION_CONFIRMATION, subscription, topic))
                : CompletableFuture.completedFuture(null);
    }

    /**
     * Confirms a subscription by the token that its endpoint was sent, or restores one by the token
     * of the farewell.
     *
     * @param authenticate whether only signed requests may end it
     * @return fails with {@link ServiceException} if the token is not one, or is too old
     */
    public CompletableFuture<Subscription> confirm(
            Topic topic, String token, boolean authenticate) {
        Subscription found = byToken(topic, token, Kinds.SUBSCRIPTION);
        if (found == null) {
            found = byToken(topic, token, Kinds.FAREWELL);
        }
        if (found == null || expired(found)) {
            throw TopicError.invalid("Token");
        }
        Subscription confirmed = found.confirmed(authenticate);
        return definitions
                .update(
                        Kinds.SUBSCRIPTION,
                        topic.arn(),
                        confirmed.id(),
                        before -> before == null ? confirmed : before.confirmed(authenticate))
                .thenApply(defined -> defined.orElseThrow().value())
                .thenCompose(made -> outlets.ready(made).thenApply(ready -> made));
    }

    private boolean expired(Subscription subscription) {
        return confirmations.now() - subscription.tokenSentAt() > TOKEN_VALID_MILLIS;
    }

    /** What nobody has restored in time cannot be restored any more. */
    private void forgetOld(String topicArn) {
        definitions
                .below(Kinds.FAREWELL, topicArn)
                .map(Defined::value)
                .filter(this::expired)
                .forEach(old ->
                        definitions.update(Kinds.FAREWELL, topicArn, old.id(), before -> null));
    }

    private @Nullable Subscription byToken(Topic topic, String token, Kind<Subscription> kind) {
        return definitions
                .below(kind, topic.arn())
                .map(Defined::value)
                .filter(each -> token.equals(each.token()))
                .findFirst()
                .orElse(null);
    }

    /**
     * Sets an attribute; an empty value takes it away.
     *
     * @return fails with {@link ServiceException} if the value is wrong, or there would be too many
     *     filter policies
     */
    public CompletableFuture<?> set(Subscription subscription, String name, String value) {
        return definitions.update(
                Kinds.SUBSCRIPTION,
                subscription.topicArn(),
                subscription.id(),
                before -> {
                    if (before == null) {
                        throw TopicError.noSuchSubscription();
                    }
                    Subscription changed = SubscriptionAttributes.with(before, Map.of(name, value));
                    checkFilters(changed);
                    return changed;
                });
    }

    /**
     * Ends a subscription; one that is not there is no error.
     *
     * @param signed whether the request says who it is from
     * @return fails with {@link ServiceException} if only a signed request may do that
     */
    public CompletableFuture<?> unsubscribe(String arn, boolean signed) {
        Subscription found = find(arn);
        if (found == null) {
            return CompletableFuture.completedFuture(null);
        }
        if (found.authenticated() && !signed) {
            throw new ServiceException(
                    TopicError.AUTHORIZATION_ERROR,
                    "The subscription can be ended by a signed request only");
        }
        return farewell(found)
                .thenCompose(told ->
                        definitions.update(
                                Kinds.SUBSCRIPTION, found.topicArn(), found.id(), before -> null))
                .thenCompose(gone ->
                        definitions.update(
                                Kinds.TOPIC,
                                found.topicArn(),
                                Kinds.UNNAMED,
                                topic -> topic == null ? null : topic.withOneDeleted()));
    }

    private CompletableFuture<?> farewell(Subscription found) {
        Defined<Topic> topic = definitions.find(Kinds.TOPIC, found.topicArn(), Kinds.UNNAMED);
        if (topic == null || !found.protocol().http() || found.pending()) {
            return CompletableFuture.completedFuture(null);
        }
        forgetOld(found.topicArn());
        Subscription gone = found.asked(confirmations.token(), confirmations.now());
        return definitions
                .update(Kinds.FAREWELL, found.topicArn(), found.id(), before -> gone)
                .thenCompose(kept ->
                        farewells.send(
                                gone,
                                confirmations.content(
                                        Envelope.UNSUBSCRIBE_CONFIRMATION, gone, topic.value())));
    }
}
