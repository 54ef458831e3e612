package dev.hikyaku.model;

import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The attributes of a queue that its owner sets, checked, with AWS's defaults for those that were
 * not set.
 *
 * <p>Those that change nothing here (encryption, the access policy) are kept and shown, so that
 * tools which set them find them again.
 */
public final class QueueAttributes {
    private record Range(long defaultValue, long min, long max) {}

    private static final Map<String, Range> NUMBERS =
            Map.of(
                    "DelaySeconds",
                    new Range(0, 0, Limits.DELAY_SECONDS_MAX),
                    "MaximumMessageSize",
                    new Range(
                            Limits.MESSAGE_BYTES_MAX,
                            Limits.MAXIMUM_MESSAGE_SIZE_MIN,
                            Limits.MESSAGE_BYTES_MAX),
                    "MessageRetentionPeriod",
                    new Range(345_600, Limits.RETENTION_SECONDS_MIN, Limits.RETENTION_SECONDS_MAX),
                    "ReceiveMessageWaitTimeSeconds",
                    new Range(0, 0, Limits.WAIT_TIME_SECONDS_MAX),
                    "VisibilityTimeout",
                    new Range(30, 0, Limits.VISIBILITY_TIMEOUT_SECONDS_MAX),
                    "KmsDataKeyReusePeriodSeconds",
                    new Range(300, 60, 86_400));

    private static final Set<String> TEXTS =
            Set.of("KmsMasterKeyId", "Policy", "RedriveAllowPolicy", "RedrivePolicy");
    private static final String FIFO_QUEUE = "FifoQueue";
    private static final String CONTENT_BASED_DEDUPLICATION = "ContentBasedDeduplication";
    private static final String DEDUPLICATION_SCOPE = "DeduplicationScope";
    private static final String FIFO_THROUGHPUT_LIMIT = "FifoThroughputLimit";

    /** What each may be, its default first. */
    private static final Map<String, List<String>> CHOICES =
            Map.of(
                    "SqsManagedSseEnabled",
                    List.of("true", "false"),
                    CONTENT_BASED_DEDUPLICATION,
                    List.of("false", "true"),
                    DEDUPLICATION_SCOPE,
                    List.of("queue", "messageGroup"),
                    FIFO_THROUGHPUT_LIMIT,
                    List.of("perQueue", "perMessageGroupId"),
                    FIFO_QUEUE,
                    List.of("true", "false"));

    private static final Set<String> FIFO_ONLY =
            Set.of(CONTENT_BASED_DEDUPLICATION, DEDUPLICATION_SCOPE, FIFO_THROUGHPUT_LIMIT);

    private final Map<String, String> set;
    private final @Nullable RedrivePolicy redrivePolicy;

    // read for every message, so not parsed each time
    private final int delaySeconds;
    private final int maximumMessageSize;
    private final long retentionMillis;
    private final int receiveMessageWaitTimeSeconds;
    private final int visibilityTimeoutSeconds;
    private final boolean fifo;
    private final boolean contentBasedDeduplication;
    private final boolean deduplicatesByGroup;

    private QueueAttributes(Map<String, String> set) {
        this.set = Collections.unmodifiableMap(set);
        String policy = set.get("RedrivePolicy");
        this.redrivePolicy = policy == null ? null : RedrivePolicy.parse(policy);
        this.delaySeconds = (int) number("DelaySeconds");
        this.maximumMessageSize = (int) number("MaximumMessageSize");
        this.retentionMillis = number("MessageRetentionPeriod") * 1000;
        this.receiveMessageWaitTimeSeconds = (int) number("ReceiveMessageWaitTimeSeconds");
        this.visibilityTimeoutSeconds = (int) number("VisibilityTimeout");
        this.fifo = set.containsKey(FIFO_QUEUE);
        this.contentBasedDeduplication = "true".equals(set.get(CONTENT_BASED_DEDUPLICATION));
        this.deduplicatesByGroup = "messageGroup".equals(set.get(DEDUPLICATION_SCOPE));
    }

    /** The defaults. */
    public static QueueAttributes defaults() {
        return new QueueAttributes(new TreeMap<>());
    }

    /** The defaults of a queue of that name: a FIFO queue if the name says so. */
    public static QueueAttributes defaultsFor(String queueName) {
        return defaults().with(queueName.endsWith(".fifo") ? Map.of(FIFO_QUEUE, "true") : Map.of());
    }

    /** Attributes as they were kept. Names that this version does not know are kept further. */
    public static QueueAttributes ofStored(Map<String, String> set) {
        return new QueueAttributes(new TreeMap<>(set));
    }

    /**
     * These attributes with some of them set anew. An empty text takes an attribute back, as AWS
     * does for policies.
     *
     * @throws ServiceException (InvalidAttributeName, InvalidAttributeValue or
     *     InvalidParameterValue) that names the attribute and what it may be
     */
    public QueueAttributes with(Map<String, String> changes) {
        var merged = new TreeMap<>(set);
        Encryption.settle(merged, changes);
        changes.forEach((name, value) -> {
            String checked = checked(name, value);
            if (checked.isEmpty()) {
                merged.remove(name);
            } else {
                merged.put(name, checked);
            }
        });
        checkTogether(merged);
        return new QueueAttributes(merged);
    }

    private static void checkTogether(Map<String, String> attributes) {
        if (!attributes.containsKey(FIFO_QUEUE)) {
            attributes.keySet().stream()
                    .filter(FIFO_ONLY::contains)
                    .findFirst()
                    .ifPresent(name -> {
                        throw new ServiceException(
                                ErrorCode.INVALID_ATTRIBUTE_NAME,
                                "You can specify the " + name + " attribute only for FIFO queues.");
                    });
        }
        if ("perMessageGroupId".equals(attributes.get(FIFO_THROUGHPUT_LIMIT))
                && !"messageGroup".equals(attributes.get(DEDUPLICATION_SCOPE))) {
            throw new ServiceException(
                    ErrorCode.INVALID_ATTRIBUTE_VALUE,
                    "Invalid value 'perMessageGroupId' for the parameter FifoThroughputLimit."
                            + " Reason: DeduplicationScope must be messageGroup.");
        }
    }

    /**
     * The value as it is kept: numbers in one form only, so that equal ones compare as equal, and
     * empty for what is not kept. A standard queue does not have the attribute FifoQueue.
     */
    private static String checked(String name, String value) {
        Range range = NUMBERS.get(name);
        if (range != null) {
            return Long.toString(checkedNumber(name, value, range));
        }
        List<String> choices = CHOICES.get(name);
        if (choices != null) {
            checkChoice(name, value, choices);
            return name.equals(FIFO_QUEUE) && value.equals("false") ? "" : value;
        }
        if (!TEXTS.contains(name)) {
            throw new ServiceException(
                    ErrorCode.INVALID_ATTRIBUTE_NAME, "Unknown Attribute " + name + ".");
        }
        if (!value.isEmpty()) {
            checkText(name, value);
        }
        return value;
    }

    private static void checkText(String name, String value) {
        switch (name) {
            case "Policy" -> QueuePolicy.parse(value);
            case "RedriveAllowPolicy" -> RedriveAllowPolicy.parse(value);
            case "RedrivePolicy" -> RedrivePolicy.parse(value);
            default -> Encryption.checkKeyId(name, value);
        }
    }

    /**
     * The first attribute, by name, that is asked for with another value than it has here; null if
     * there is none. Numbers are compared as numbers, and policies by what they say.
     *
     * @throws ServiceException as {@link #with} does
     */
    public @Nullable String differing(Map<String, String> asked) {
        Encryption.settle(new TreeMap<>(), asked);
        for (var entry : new TreeMap<>(asked).entrySet()) {
            String value = checked(entry.getKey(), entry.getValue());
            if (!same(entry.getKey(), value, Objects.requireNonNullElse(get(entry.getKey()), ""))) {
                return entry.getKey();
            }
        }
        return null;
    }

    private static boolean same(String name, String one, String other) {
        if (one.equals(other) || one.isEmpty() || other.isEmpty()) {
            return one.equals(other);
        }
        return switch (name) {
            case "Policy" -> QueuePolicy.parse(one).equals(QueuePolicy.parse(other));
            case "RedriveAllowPolicy" ->
                    RedriveAllowPolicy.parse(one).equals(RedriveAllowPolicy.parse(other));
            case "RedrivePolicy" -> RedrivePolicy.parse(one).equals(RedrivePolicy.parse(other));
            default -> false;
        };
    }

    private static long checkedNumber(String name, String value, Range range) {
        try {
            long number = Long.parseLong(value);
            if (number >= range.min && number <= range.max) {
                return number;
            }
        } catch (NumberFormatException e) {
            // the same sentence serves
        }
        throw new ServiceException(
                ErrorCode.INVALID_ATTRIBUTE_VALUE,
                "Invalid value '"
                        + value
                        + "' for the parameter "
                        + name
                        + ". Reason: Must be an integer from "
                        + range.min
                        + " to "
                        + range.max
                        + ".");
    }

    private static void checkChoice(String name, String value, List<String> choices) {
        if (!choices.contains(value)) {
            throw new ServiceException(
                    ErrorCode.INVALID_ATTRIBUTE_VALUE,
                    "Invalid value '"
                            + value
                            + "' for the parameter "
                            + name
                            + ". Reason: Must be "
                            + String.join(" or ", choices)
                            + ".");
        }
    }

    /** What was set, by name: enough to build the same attributes again. */
    public Map<String, String> toMap() {
        return set;
    }

    /**
     * The value as a client sees it: what was set, or the default; null if the attribute is absent.
     */
    public @Nullable String get(String name) {
        String value = set.get(name);
        if (value != null) {
            return value;
        }
        if (name.equals("SqsManagedSseEnabled")) {
            return set.containsKey("KmsMasterKeyId") ? "false" : "true";
        }
        if (name.equals("KmsDataKeyReusePeriodSeconds") && !set.containsKey("KmsMasterKeyId")) {
            return null;
        }
        if (FIFO_ONLY.contains(name)) {
            return set.containsKey(FIFO_QUEUE)
                    ? CHOICES.getOrDefault(name, List.of()).getFirst()
                    : null;
        }
        Range range = NUMBERS.get(name);
        return range == null ? null : Long.toString(range.defaultValue);
    }

    private long number(String name) {
        String value = get(name);
        return value == null ? 0 : Long.parseLong(value);
    }

    public int delaySeconds() {
        return delaySeconds;
    }

    public int maximumMessageSize() {
        return maximumMessageSize;
    }

    public long retentionMillis() {
        return retentionMillis;
    }

    public int receiveMessageWaitTimeSeconds() {
        return receiveMessageWaitTimeSeconds;
    }

    public int visibilityTimeoutSeconds() {
        return visibilityTimeoutSeconds;
    }

    public boolean fifo() {
        return fifo;
    }

    /** The deduplication id of a message by its content: SHA-256 in hexadecimal digits. */
    public static String contentId(byte[] body) {
        return HexFormat.of().formatHex(Digests.sha256().digest(body));
    }

    /** Whether a message that brings no deduplication id is deduplicated by its body. */
    public boolean contentBasedDeduplication() {
        return contentBasedDeduplication;
    }

    /** Whether a deduplication id counts within its message group only. */
    public boolean deduplicatesByGroup() {
        return deduplicatesByGroup;
    }

    public @Nullable RedrivePolicy redrivePolicy() {
        return redrivePolicy;
    }

    /**
     * Who may name this queue as a dead-letter queue; null if nothing was said, which allows all.
     */
    public @Nullable RedriveAllowPolicy redriveAllowPolicy() {
        String policy = set.get("RedriveAllowPolicy");
        return policy == null ? null : RedriveAllowPolicy.parse(policy);
    }
}
