package dev.hikyaku.topic;

/** The bounds of the SNS API, as its developer guide and its quota pages state them. */
public final class TopicLimits {
    /** Message and attributes of one message, and the sum over a batch. */
    public static final int MESSAGE_BYTES_MAX = 262_144;

    public static final int BATCH_ENTRIES_MAX = 10;
    public static final int PAGE_SIZE = 100;
    public static final int SUBJECT_LENGTH_MAX = 100;
    public static final int TOPIC_NAME_LENGTH_MAX = 256;
    public static final int DISPLAY_NAME_LENGTH_MAX = 100;
    public static final int TAGS_MAX = 50;
    public static final int POLICY_STATEMENTS_MAX = 100;
    public static final int TOPICS_MAX = 100_000;

    /** Per topic; AWS allows 12.5 million, which no single machine serves. */
    public static final int SUBSCRIPTIONS_MAX = 100_000;

    public static final int FILTER_POLICIES_MAX = 200;
    public static final int FILTER_KEYS_MAX = 5;
    public static final int FILTER_COMBINATIONS_MAX = 150;
    public static final int FILTER_BYTES_MAX = 262_144;
    public static final double FILTER_NUMBER_MAX = 1_000_000_000;

    /** Beyond it SQS refuses a message, and raw delivery gives it up. */
    public static final int RAW_ATTRIBUTES_MAX = 10;

    public static final int TOKEN_VALID_DAYS = 2;

    private TopicLimits() {}
}
