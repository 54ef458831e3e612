package dev.hikyaku.model;

/**
 * The bounds of the SQS API, as its developer guide's quota pages state them.
 *
 * <p>They stand together so that a reader sees what can grow and how far.
 */
public final class Limits {
    public static final int MESSAGE_BYTES_MIN = 1;

    /** Body plus attributes of one message, and the sum over a batch. */
    public static final int MESSAGE_BYTES_MAX = 1_048_576;

    public static final int MAXIMUM_MESSAGE_SIZE_MIN = 1_024;
    public static final int BATCH_ENTRIES_MAX = 10;
    public static final int MESSAGE_ATTRIBUTES_MAX = 10;
    public static final int ATTRIBUTE_NAME_LENGTH_MAX = 256;
    public static final int BATCH_ENTRY_ID_LENGTH_MAX = 80;
    public static final int QUEUE_NAME_LENGTH_MAX = 80;
    public static final int DELAY_SECONDS_MAX = 900;
    public static final int VISIBILITY_TIMEOUT_SECONDS_MAX = 43_200;
    public static final int RETENTION_SECONDS_MIN = 60;
    public static final int RETENTION_SECONDS_MAX = 1_209_600;
    public static final int WAIT_TIME_SECONDS_MAX = 20;
    public static final int RECEIVE_MESSAGES_MAX = 10;
    public static final int MAX_RECEIVE_COUNT_MAX = 1_000;
    public static final int IN_FLIGHT_MAX = 120_000;
    public static final int PURGE_INTERVAL_SECONDS = 60;
    public static final int LIST_RESULTS_MAX = 1_000;
    public static final int GROUP_ID_LENGTH_MAX = 128;
    public static final int TAGS_MAX = 50;
    public static final int TAG_KEY_LENGTH_MAX = 128;
    public static final int TAG_VALUE_LENGTH_MAX = 256;
    public static final int PERMISSION_LABEL_LENGTH_MAX = 80;
    public static final int PERMISSION_ACTIONS_MAX = 7;
    public static final int POLICY_STATEMENTS_MAX = 20;
    public static final int REDRIVE_SOURCE_QUEUES_MAX = 10;
    public static final int KMS_KEY_ID_LENGTH_MAX = 2_048;

    private Limits() {}
}
