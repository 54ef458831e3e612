package dev.hikyaku.api;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What members may be, by their names: what is known beforehand, and what answers said lately. */
final class Words {
    private static final int LEARNED_MAX = 8;
    private static final String QUEUE_ARN = "arn:aws:sqs:us-east-1:000000000000:fuzz";
    private static final String TOPIC_ARN = "arn:aws:sns:us-east-1:000000000000:fuzz";
    private static final String BUS_ARN = "arn:aws:events:us-east-1:000000000000:event-bus/fuzz";
    private static final String RULE_ARN = "arn:aws:events:us-east-1:000000000000:rule/fuzz";
    private static final String NOWHERE = "http://127.0.0.1:1/";
    private static final String PATTERN =
            "{\"source\":[\"fuzz\"],\"detail\":{\"a\":[{\"prefix\":\"b\"}]}}";

    private static final Map<String, List<String>> KNOWN = new HashMap<>();

    static {
        know("QueueUrl", "http://h/000000000000/fuzz", "http://h/000000000000/fuzz.fifo");
        know("QueueName", "fuzz", "fuzz.fifo", "dead");
        know("Name", "fuzz", "fuzz.fifo", "other");
        know("GroupName", "default", "fuzz");
        know("ScheduleGroup", "default", "fuzz");
        know("TopicArn", TOPIC_ARN, TOPIC_ARN + ".fifo");
        know("TargetArn", TOPIC_ARN);
        know(
                "ResourceArn",
                TOPIC_ARN,
                "arn:aws:scheduler:us-east-1:000000000000:schedule-group/fuzz");
        know("ResourceARN", BUS_ARN, RULE_ARN);
        know("SourceArn", QUEUE_ARN, QUEUE_ARN.replace(":fuzz", ":dead"));
        know("DestinationArn", QUEUE_ARN);
        know("Protocol", "sqs", "http", "email", "lambda");
        know("Endpoint", QUEUE_ARN, NOWHERE);
        know("Arn", QUEUE_ARN, TOPIC_ARN, BUS_ARN);
        know("RoleArn", "arn:aws:iam::000000000000:role/fuzz");
        know("EventBusName", "default", "fuzz", BUS_ARN);
        know("EventSourceArn", BUS_ARN);
        know("EventSource", BUS_ARN);
        know("Rule", "fuzz");
        know("Source", "fuzz");
        know("DetailType", "fuzz");
        know("Detail", "{\"a\":\"b\",\"n\":[1,2.5e3,null]}");
        know("EventPattern", PATTERN, "{\"$or\":[{\"source\":[\"a\"]},{\"source\":[\"fuzz\"]}]}");
        know(
                "FilterPolicy",
                "{\"a\":[\"b\",{\"numeric\":[\">\",1]}]}",
                "{\"a\":[{\"wildcard\":\"*b*\"}]}");
        know("FilterPolicyScope", "MessageAttributes", "MessageBody");
        know(
                "Event",
                "{\"id\":\"1\",\"account\":\"1\",\"source\":\"fuzz\",\"time\":\"2026-01-01T00:00:00Z\","
                        + "\"region\":\"r\",\"resources\":[],\"detail-type\":\"fuzz\",\"detail\":{}}");
        know("ScheduleExpression", "rate(1 hour)", "cron(0 0 1 1 ? *)", "at(2030-01-01T00:00:00)");
        know("ScheduleExpressionTimezone", "Europe/Berlin", "UTC");
        know("Mode", "OFF");
        know("State", "ENABLED", "DISABLED");
        know("InvocationEndpoint", NOWHERE);
        know("HttpMethod", "POST");
        know("AuthorizationType", "API_KEY", "BASIC");
        know("ConnectionArn", "arn:aws:events:us-east-1:000000000000:connection/fuzz/0");
        know("InputPath", "$.detail", "$.detail['a']");
        know("InputTemplate", "{\"x\":<a>}", "\"of <a>\"");
        know("InputPathsMap", "$.detail.a");
        know("DataType", "String", "Number", "Binary", "String.Array");
        know("StringValue", "1", "text", "[\"a\",1]");
        know("MessageStructure", "json");
        know("Message", "{\"default\":\"m\"}", "message");
        know("MessageBody", "body", "🕊 bird");
        know("MessageGroupId", "g");
        know("Actions", "SendMessage", "*");
        know("ActionName", "Publish");
        know("Action", "events:PutEvents");
        know("AWSAccountIds", "123456789012");
        know("AWSAccountId", "123456789012");
        know("Principal", "123456789012", "*");
        know("AttributeNames", "All", "ApproximateNumberOfMessages");
        know("MessageAttributeNames", "All", "a.*");
        know("AttributeName", "FilterPolicy", "RawMessageDelivery", "DeliveryPolicy", "Policy");
        know("WaitTimeSeconds", "0");
        know("VisibilityTimeout", "0", "1", "30");
        know("MaxNumberOfMessages", "10");
        know("DelaySeconds", "0", "1");
        know("MessageRetentionPeriod", "60", "345600");
        know(
                "RedrivePolicy",
                "{\"deadLetterTargetArn\":\"arn:aws:sqs:us-east-1:000000000000:dead\","
                        + "\"maxReceiveCount\":2}");
        know("RedriveAllowPolicy", "{\"redrivePermission\":\"allowAll\"}");
        know("Policy", "{\"Version\":\"2012-10-17\",\"Statement\":[]}");
        know("FifoQueue", "true");
        know("FifoTopic", "true");
        know("ContentBasedDeduplication", "true");
        know("DeliveryPolicy", "{\"healthyRetryPolicy\":{\"numRetries\":1}}");
        know("RawMessageDelivery", "true", "false");
        know(
                "Attributes/key",
                "VisibilityTimeout",
                "DelaySeconds",
                "MessageRetentionPeriod",
                "RedrivePolicy",
                "RedriveAllowPolicy",
                "Policy",
                "FifoQueue",
                "FifoTopic",
                "ContentBasedDeduplication",
                "FilterPolicy",
                "FilterPolicyScope",
                "RawMessageDelivery",
                "DeliveryPolicy",
                "DisplayName");
        know("MessageAttributes/key", "a", "b.c");
        know("MessageSystemAttributes/key", "AWSTraceHeader");
        know("InputPathsMap/key", "a");
    }

    /** Known, but of no use most often, or not beside others. */
    private static final Set<String> SELDOM =
            Set.of(
                    "TargetArn",
                    "EventSource",
                    "InputPath",
                    "MessageStructure",
                    "MessageGroupId",
                    "DelaySeconds",
                    "Input",
                    "NextToken",
                    "nextToken",
                    "Policy",
                    "Principal",
                    "Action",
                    "GroupName",
                    "ScheduleExpressionTimezone",
                    "EventPattern",
                    "ResourceArn",
                    "EventBusName",
                    "Source",
                    "State");

    private final Map<String, List<String>> learned = new HashMap<>();
    private final Random random;

    Words(Random random) {
        this.random = random;
    }

    private static void know(String name, String... words) {
        KNOWN.put(name, List.of(words));
    }

    /** Whether a member is one that most requests which have it cannot do without. */
    boolean needed(String name) {
        return KNOWN.containsKey(name) ? !SELDOM.contains(name) : learned.containsKey(name);
    }

    /** A word for a member; null if there is none. */
    @Nullable String of(String name) {
        List<String> lately = learned.getOrDefault(name, List.of());
        List<String> words =
                lately.isEmpty() || random.nextInt(5) > 0
                        ? KNOWN.getOrDefault(name, lately)
                        : lately;
        return words.isEmpty() ? null : words.get(random.nextInt(words.size()));
    }

    /** Remembers what an answer said, in the place of something older. */
    void learn(String name, String word) {
        List<String> words = learned.computeIfAbsent(name, first -> new ArrayList<>());
        if (words.size() < LEARNED_MAX) {
            words.add(word);
        } else {
            words.set(random.nextInt(LEARNED_MAX), word);
        }
    }
}
