package dev.hikyaku.topic;

import dev.hikyaku.model.QueueArn;
import dev.hikyaku.model.ServiceException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.node.ObjectNode;

/** The attributes of subscriptions: which there are, what they may be, and how they are shown. */
public final class SubscriptionAttributes {
    public static final String DELIVERY_POLICY = "DeliveryPolicy";
    public static final String FILTER_POLICY = "FilterPolicy";
    public static final String FILTER_POLICY_SCOPE = "FilterPolicyScope";
    public static final String RAW_MESSAGE_DELIVERY = "RawMessageDelivery";
    public static final String REDRIVE_POLICY = "RedrivePolicy";

    private static final String EMPTY_POLICY = "{}";
    private static final Set<String> NAMES =
            Set.of(
                    DELIVERY_POLICY,
                    FILTER_POLICY,
                    FILTER_POLICY_SCOPE,
                    RAW_MESSAGE_DELIVERY,
                    REDRIVE_POLICY,
                    "SubscriptionRoleArn");

    private SubscriptionAttributes() {}

    /**
     * A subscription with attributes set on it.
     *
     * @throws ServiceException (InvalidParameter) that names the attribute and what is allowed
     */
    public static Subscription with(Subscription subscription, Map<String, String> attributes) {
        Subscription changed = subscription;
        for (var each : attributes.entrySet()) {
            changed = changed.with(each.getKey(), checked(changed, each.getKey(), each.getValue()));
        }
        FilterPolicy policy = changed.filterPolicy();
        if (policy != null && touchesFilter(attributes)) {
            FilterPolicy.check(policy.json(), policy.scope());
        }
        return changed;
    }

    private static boolean touchesFilter(Map<String, String> attributes) {
        return attributes.containsKey(FILTER_POLICY) || attributes.containsKey(FILTER_POLICY_SCOPE);
    }

    private static String checked(Subscription subscription, String name, String value) {
        if (!NAMES.contains(name)) {
            throw TopicError.invalid("AttributeName");
        }
        if (value.isEmpty()) {
            return value;
        }
        switch (name) {
            case RAW_MESSAGE_DELIVERY -> checkRaw(subscription.protocol(), value);
            case FILTER_POLICY_SCOPE -> FilterPolicy.Scope.parse(value);
            case REDRIVE_POLICY -> checkRedrive(subscription, value);
            case DELIVERY_POLICY -> checkDelivery(subscription.protocol(), value);
            default -> {}
        }
        return name.equals(FILTER_POLICY) ? minimal(value) : value;
    }

    /** An empty policy wants everything, as no policy does. */
    private static String minimal(String policy) {
        ObjectNode object =
                TopicJson.object(policy)
                        .orElseThrow(
                                () -> TopicError.invalid("FilterPolicy: failed to parse JSON."));
        return object.isEmpty() ? "" : policy;
    }

    private static void checkRaw(Protocol protocol, String value) {
        if (!value.equalsIgnoreCase("true") && !value.equalsIgnoreCase("false")) {
            throw TopicError.invalid(
                    "RawMessageDelivery: Invalid value [" + value + "]. Must be true or false.");
        }
        if (value.equalsIgnoreCase("true") && !protocol.rawAllowed()) {
            throw TopicError.invalid(
                    "RawMessageDelivery: Delivery protocol ["
                            + protocol.wireName()
                            + "] does not support raw message delivery.");
        }
    }

    private static void checkDelivery(Protocol protocol, String value) {
        if (!protocol.http()) {
            throw TopicError.invalid(
                    "DeliveryPolicy: Delivery protocol ["
                            + protocol.wireName()
                            + "] does not support delivery policies.");
        }
        DeliveryPolicy.DEFAULT.withSubscription(value);
    }

    private static void checkRedrive(Subscription subscription, String value) {
        String arn = deadLetterTarget(value);
        QueueArn target;
        try {
            target = QueueArn.parse(arn);
        } catch (ServiceException e) {
            throw TopicError.invalid("RedrivePolicy: deadLetterTargetArn is an invalid arn");
        }
        boolean ordered =
                subscription.topicArn().endsWith(".fifo")
                        && subscription.endpoint().endsWith(".fifo");
        if (ordered && !target.fifo()) {
            throw TopicError.invalid(
                    "RedrivePolicy: must use a FIFO queue as DLQ for a FIFO Subscription to a FIFO"
                            + " Topic.");
        }
        if (!ordered && target.fifo()) {
            throw TopicError.invalid(
                    "RedrivePolicy: must use a standard queue as DLQ for a standard Subscription.");
        }
    }

    static String deadLetterTarget(String policy) {
        return TopicJson.object(policy)
                .orElseThrow(() -> TopicError.invalid("RedrivePolicy: failed to parse JSON."))
                .path("deadLetterTargetArn")
                .asString("");
    }

    /** What {@code GetSubscriptionAttributes} answers. */
    public static Map<String, String> shown(Subscription subscription, Topic topic) {
        var shown = new TreeMap<>(subscription.attributes());
        shown.put("SubscriptionArn", subscription.arn());
        shown.put("TopicArn", subscription.topicArn());
        shown.put("Owner", subscription.owner());
        shown.put("Protocol", subscription.protocol().wireName());
        shown.put("Endpoint", subscription.endpoint());
        shown.put("PendingConfirmation", Boolean.toString(subscription.pending()));
        shown.put(
                "ConfirmationWasAuthenticated",
                Boolean.toString(
                        !subscription.protocol().confirmed() || subscription.authenticated()));
        shown.put("SubscriptionPrincipal", "arn:aws:iam::" + subscription.owner() + ":root");
        shown.putIfAbsent(RAW_MESSAGE_DELIVERY, "false");
        if (shown.containsKey(FILTER_POLICY)) {
            shown.putIfAbsent(
                    FILTER_POLICY_SCOPE, FilterPolicy.Scope.MESSAGE_ATTRIBUTES.wireName());
        }
        if (subscription.protocol().http()) {
            shown.put(
                    "EffectiveDeliveryPolicy",
                    subscription.deliveryPolicy(topic).subscriptionJson());
        }
        return shown;
    }

    /**
     * Whether a subscription that is there has all that a repeated request asks for; what the
     * request does not name may be anything.
     */
    public static boolean same(Subscription existing, Map<String, String> asked) {
        return asked.entrySet().stream()
                .allMatch(entry ->
                        entry.getValue()
                                .equals(
                                        existing.attributes()
                                                .getOrDefault(
                                                        entry.getKey(), unset(entry.getKey()))));
    }

    private static String unset(String name) {
        return switch (name) {
            case RAW_MESSAGE_DELIVERY -> "false";
            case FILTER_POLICY_SCOPE -> FilterPolicy.Scope.MESSAGE_ATTRIBUTES.wireName();
            case FILTER_POLICY -> EMPTY_POLICY;
            default -> "";
        };
    }
}
