package dev.hikyaku.topic;

import dev.hikyaku.model.ServiceException;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The attributes of topics: which there are, what they may be, and how they are shown. */
public final class TopicAttributes {
    public static final String CONTENT_BASED_DEDUPLICATION = "ContentBasedDeduplication";
    public static final String DELIVERY_POLICY = "DeliveryPolicy";
    public static final String DISPLAY_NAME = "DisplayName";
    public static final String FIFO_THROUGHPUT_SCOPE = "FifoThroughputScope";
    public static final String FIFO_TOPIC = "FifoTopic";
    public static final String POLICY = "Policy";
    public static final String SIGNATURE_VERSION = "SignatureVersion";

    private static final String KMS_MASTER_KEY_ID = "KmsMasterKeyId";
    private static final String TRACING_CONFIG = "TracingConfig";
    private static final Pattern FEEDBACK_ROLE =
            Pattern.compile(
                    "(HTTP|Firehose|Lambda|Application|SQS)(Success|Failure)FeedbackRoleArn");
    private static final Pattern FEEDBACK_RATE =
            Pattern.compile("(HTTP|Firehose|Lambda|Application|SQS)SuccessFeedbackSampleRate");
    private static final Pattern PERCENTAGE = Pattern.compile("[0-9]|[1-9][0-9]|100");

    private TopicAttributes() {}

    /**
     * Checks an attribute that is to be set.
     *
     * @param value empty to take it away
     * @throws ServiceException (InvalidParameter) that names the attribute and what is allowed
     */
    public static void check(String name, String value, boolean fifo) {
        if (!known(name)) {
            throw TopicError.invalid("AttributeName");
        }
        if ((name.equals(CONTENT_BASED_DEDUPLICATION) || name.equals(FIFO_THROUGHPUT_SCOPE))
                && !fifo) {
            throw TopicError.invalid(name + ": is for FIFO topics only");
        }
        if (!value.isEmpty()) {
            checkValue(name, value, fifo);
        }
    }

    private static boolean known(String name) {
        return switch (name) {
            case CONTENT_BASED_DEDUPLICATION,
                    DELIVERY_POLICY,
                    DISPLAY_NAME,
                    FIFO_THROUGHPUT_SCOPE,
                    KMS_MASTER_KEY_ID,
                    POLICY,
                    SIGNATURE_VERSION,
                    TRACING_CONFIG ->
                    true;
            case "ArchivePolicy" ->
                    throw TopicError.invalid(
                            "ArchivePolicy: this server keeps no archive of messages");
            default ->
                    FEEDBACK_ROLE.matcher(name).matches() || FEEDBACK_RATE.matcher(name).matches();
        };
    }

    private static void checkValue(String name, String value, boolean fifo) {
        switch (name) {
            case CONTENT_BASED_DEDUPLICATION -> oneOf(name, value, "true", "false");
            case FIFO_THROUGHPUT_SCOPE -> oneOf(name, value, "Topic", "MessageGroup");
            case SIGNATURE_VERSION -> oneOf(name, value, "1", "2");
            case TRACING_CONFIG -> {
                oneOf(name, value, "PassThrough", "Active");
                if (fifo && value.equals("Active")) {
                    throw TopicError.invalid(name + ": is for standard topics only");
                }
            }
            case DISPLAY_NAME -> checkDisplayName(value);
            case DELIVERY_POLICY -> DeliveryPolicy.ofTopic(value);
            case POLICY -> TopicPolicy.check(value);
            default -> checkFeedback(name, value);
        }
    }

    private static void oneOf(String name, String value, String... allowed) {
        for (String each : allowed) {
            if (each.equals(value)) {
                return;
            }
        }
        throw TopicError.invalid(
                name
                        + ": Invalid value ["
                        + value
                        + "]. Must be "
                        + String.join(" or ", allowed)
                        + ".");
    }

    private static void checkDisplayName(String value) {
        int length = value.codePointCount(0, value.length());
        if (length > TopicLimits.DISPLAY_NAME_LENGTH_MAX || value.chars().anyMatch(c -> c < ' ')) {
            throw TopicError.invalid(
                    "DisplayName: must have at most "
                            + TopicLimits.DISPLAY_NAME_LENGTH_MAX
                            + " characters and no control characters");
        }
    }

    private static void checkFeedback(String name, String value) {
        if (FEEDBACK_RATE.matcher(name).matches() && !PERCENTAGE.matcher(value).matches()) {
            throw TopicError.invalid(name + ": must be an integer from 0 to 100");
        }
        if (FEEDBACK_ROLE.matcher(name).matches() && !value.startsWith("arn:")) {
            throw TopicError.invalid(name + ": must be the ARN of a role");
        }
    }

    /**
     * A new topic with attributes and tags that were asked for.
     *
     * @throws ServiceException (InvalidParameter) if one of the attributes or the name is wrong
     */
    public static Topic newTopic(
            TopicArn arn, Map<String, String> attributes, Map<String, String> tags) {
        boolean fifo = fifo(attributes);
        TopicArn.checkNewName(arn.name(), fifo);
        var kept = new TreeMap<String, String>();
        attributes.forEach((name, value) -> {
            if (!name.equals(FIFO_TOPIC)) {
                checkNew(name, value, fifo);
                kept.put(name, value);
            }
        });
        kept.values().removeIf(String::isEmpty);
        return new Topic(arn.toString(), kept, tags, 0);
    }

    private static boolean fifo(Map<String, String> attributes) {
        String value = attributes.getOrDefault(FIFO_TOPIC, "false");
        if (!value.equals("true") && !value.equals("false")) {
            throw TopicError.invalid("Attributes Reason: FifoTopic: must be true or false");
        }
        return value.equals("true");
    }

    private static void checkNew(String name, String value, boolean fifo) {
        try {
            check(name, value, fifo);
        } catch (ServiceException e) {
            throw TopicError.invalid(
                    "Attributes Reason: "
                            + e.getMessage().substring("Invalid parameter: ".length()));
        }
    }

    /**
     * What {@code GetTopicAttributes} answers.
     *
     * @param confirmed how many subscriptions are confirmed
     * @param pending how many are not
     */
    public static Map<String, String> shown(Topic topic, long confirmed, long pending) {
        var shown = new TreeMap<>(topic.attributes());
        shown.put("TopicArn", topic.arn());
        shown.put("Owner", topic.name().account());
        shown.put(POLICY, topic.policy());
        shown.putIfAbsent(DISPLAY_NAME, "");
        shown.put("EffectiveDeliveryPolicy", topic.deliveryPolicy().topicJson());
        shown.put("SubscriptionsConfirmed", Long.toString(confirmed));
        shown.put("SubscriptionsPending", Long.toString(pending));
        shown.put("SubscriptionsDeleted", Long.toString(topic.deleted()));
        if (topic.fifo()) {
            shown.put(FIFO_TOPIC, "true");
            shown.putIfAbsent(CONTENT_BASED_DEDUPLICATION, "false");
            shown.putIfAbsent(FIFO_THROUGHPUT_SCOPE, "Topic");
        }
        return shown;
    }

    /**
     * Checks that a topic which is there is what a request to make one asks for.
     *
     * @throws ServiceException (InvalidParameter) if an attribute or the tags differ
     */
    public static void checkSame(Topic existing, Topic asked) {
        Map<String, String> have = shown(existing, 0, 0);
        boolean same =
                asked.attributes().entrySet().stream()
                        .allMatch(entry -> entry.getValue().equals(have.get(entry.getKey())));
        if (!same) {
            throw TopicError.invalid(
                    "Attributes Reason: Topic already exists with different attributes");
        }
        if (!asked.tags().isEmpty() && !asked.tags().equals(existing.tags())) {
            throw TopicError.invalid("Tags Reason: Topic already exists with different tags");
        }
    }
}
