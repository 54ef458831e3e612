package dev.hikyaku.event.check;

/** Constraints of EventBridge's service model, by the names of its shapes. */
public final class Fields {
    private static final String NAME = "[\\.\\-_A-Za-z0-9]+";
    private static final String ARN = "^arn:aws([a-z]|\\-)*:events:([a-z]|\\d|\\-)*:([0-9]{12})?:";
    private static final String HEADER_TEXT =
            "^[ \\t]*[\\x20-\\x7E]+([ \\t]+[\\x20-\\x7E]+)*[ \\t]*$";
    private static final String QUERY_TEXT = "[^\\x00-\\x09\\x0B\\x0C\\x0E-\\x1F\\x7F]+";

    public static final TextRule RULE_NAME = TextRule.of(1, 64, NAME);
    public static final TextRule TARGET_ID = TextRule.of(1, 64, NAME);
    public static final TextRule ARCHIVE_NAME = TextRule.of(1, 48, NAME);
    public static final TextRule REPLAY_NAME = TextRule.of(1, 64, NAME);
    public static final TextRule CONNECTION_NAME = TextRule.of(1, 64, NAME);
    public static final TextRule API_DESTINATION_NAME = TextRule.of(1, 64, NAME);
    public static final TextRule BUS_NAME = TextRule.of(1, 256, "[/\\.\\-_A-Za-z0-9]+");
    public static final TextRule BUS_NAME_OR_ARN =
            TextRule.of(
                    1,
                    1600,
                    "(arn:aws[\\w-]*:events:[a-z]+-[a-z]+-[\\w-]+:[0-9]{12}:event-bus\\/)?"
                            + "[/\\.\\-_A-Za-z0-9]+");
    public static final TextRule BUS_ARN = TextRule.of(1, 1600, ARN + ".+\\/.+$");
    public static final TextRule ARCHIVE_ARN = BUS_ARN;
    public static final TextRule CONNECTION_ARN =
            TextRule.of(1, 1600, ARN + "connection\\/[\\.\\-_A-Za-z0-9]+\\/[\\-A-Za-z0-9]+$");
    public static final TextRule ANY_ARN = TextRule.of(1, 1600);
    public static final TextRule DESCRIPTION = TextRule.of(0, 512);
    public static final TextRule EVENT_PATTERN = TextRule.of(0, 4096);
    public static final TextRule SCHEDULE_EXPRESSION = TextRule.of(0, 256);
    public static final TextRule KMS_KEY = TextRule.of(0, 2048);
    public static final TextRule NEXT_TOKEN = TextRule.of(1, 2048);
    public static final TextRule INPUT = TextRule.of(0, 8192);
    public static final TextRule INPUT_PATH = TextRule.of(0, 256);
    public static final TextRule INPUT_TEMPLATE = TextRule.of(1, 8192);
    public static final TextRule INPUT_PATH_KEY = TextRule.of(1, 256, "[A-Za-z0-9\\_\\-]+");
    public static final TextRule MESSAGE_GROUP_ID = TextRule.of(0, 100);
    public static final TextRule ENDPOINT =
            TextRule.of(
                    1,
                    2048,
                    "^((%[0-9A-Fa-f]{2}|[-()_.!~*';/?:@\\x26=+$,A-Za-z0-9])+)([).!';/?:,])?$");
    public static final TextRule AUTH_TEXT =
            TextRule.of(
                    1, 512, "^[ \\t]*[^\\x00-\\x1F:\\x7F]+([ \\t]+[^\\x00-\\x1F:\\x7F]+)*[ \\t]*$");
    public static final TextRule AUTH_SECRET = AUTH_TEXT.keptSecret();
    public static final TextRule HEADER_KEY = TextRule.of(0, 512, "^[!#$%&'*+-.^_`|~0-9a-zA-Z]+$");
    public static final TextRule HEADER_VALUE = TextRule.of(0, 512, HEADER_TEXT);
    public static final TextRule QUERY_KEY = TextRule.of(0, 512, "[^\\x00-\\x1F\\x7F]+");
    public static final TextRule QUERY_VALUE = TextRule.of(0, 512, QUERY_TEXT);
    public static final TextRule PATH_PARAMETER = TextRule.of(0, Integer.MAX_VALUE, "^(?!\\s*$).+");
    public static final TextRule STATEMENT_ID = TextRule.of(1, 64, "[a-zA-Z0-9-_]+");
    public static final TextRule PRINCIPAL = TextRule.of(1, 12, "(\\d{12}|\\*)");
    public static final TextRule ACTION = TextRule.of(1, 64, "events:[a-zA-Z]+");
    public static final TextRule TAG_KEY = TextRule.of(1, 128);
    public static final TextRule TAG_VALUE = TextRule.of(0, 256);
    public static final TextRule TRACE_HEADER = TextRule.of(1, 500);

    private Fields() {}
}
