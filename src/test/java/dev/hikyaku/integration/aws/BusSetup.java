package dev.hikyaku.integration.aws;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Buses for crash tests: an event is a number {@code n} and its kind, the last digit of it. Which
 * queue wants which kinds is a table here, and rules there.
 */
final class BusSetup {
    static final String BUS = "crash";
    static final String ARCHIVE = "crash-archive";
    static final int KINDS = 10;
    static final int SICK_KIND = 3;
    static final int DYING_KIND = 9;
    static final int BATCH = 10;

    private static final String EVENTS = "arn:aws:events:us-east-1:000000000000:";
    private static final String QUEUES = "arn:aws:sqs:us-east-1:000000000000:";
    private static final String OTHER_BUS = "beyond";
    private static final JsonMapper JSON = new JsonMapper();

    /** The queues that events go to by rules, and which kinds they want. */
    static final Map<String, IntPredicate> ROUTES =
            Map.of(
                    "all", kind -> true,
                    "shaped", kind -> true,
                    "even", kind -> kind % 2 == 0,
                    "high", kind -> kind >= 7,
                    "beyond", kind -> kind == 4 || kind == 5);

    private final AwsApi events;
    private final AwsApi sqs;

    BusSetup(AwsClient.Session session) {
        this.events = session.service("events", AwsCases.REGION, "test");
        this.sqs = session.service("sqs", AwsCases.REGION, "test");
    }

    static String busArn(String bus) {
        return EVENTS + "event-bus/" + bus;
    }

    static String ruleArn(String rule) {
        return EVENTS + "rule/" + BUS + "/" + rule;
    }

    static Map<String, Object> queue(String name) {
        return AwsApi.given("Id", name, "Arn", QUEUES + name);
    }

    private static String kinds(String list) {
        return "{\"detail\":{\"kind\":[" + list + "]}}";
    }

    /** Two buses, their rules and queues, and an archive. */
    void make() {
        events.call("CreateEventBus", "Name", BUS);
        events.call("CreateEventBus", "Name", OTHER_BUS);
        ROUTES.keySet().forEach(this::newQueue);
        Map<String, Object> shaped = queue("shaped");
        shaped.put(
                "InputTransformer",
                Map.of(
                        "InputPathsMap",
                        Map.of("number", "$.detail.n"),
                        "InputTemplate",
                        "{\"detail\":{\"n\":<number>}}"));
        rule(BUS, "all", EventCases.ANY, List.of(queue("all"), shaped));
        rule(BUS, "even", kinds("0,2,4,6,8"), List.of(queue("even")));
        rule(BUS, "high", kinds("{\"numeric\":[\">=\",7]}"), List.of(queue("high")));
        rule(
                BUS,
                "on",
                kinds("1,2,4,5"),
                List.of(AwsApi.given("Id", "on", "Arn", busArn(OTHER_BUS))));
        rule(OTHER_BUS, "beyond", kinds("4,5,6"), List.of(queue("beyond")));
        events.call("CreateArchive", "ArchiveName", ARCHIVE, "EventSourceArn", busArn(BUS));
    }

    void newQueue(String name) {
        sqs.call("CreateQueue", "QueueName", name);
    }

    private void rule(String bus, String name, String pattern, List<Map<String, Object>> targets) {
        events.call("PutRule", "Name", name, "EventBusName", bus, "EventPattern", pattern);
        events.call("PutTargets", "Rule", name, "EventBusName", bus, "Targets", targets);
    }

    /** A rule for one kind. */
    void rule(String name, int kind, Map<String, Object> target) {
        rule(BUS, name, kinds("" + kind), List.of(target));
    }

    /** The ARN of an API destination. */
    String destination(String url) {
        String connection =
                events.call(
                                "CreateConnection",
                                "Name",
                                "connection",
                                "AuthorizationType",
                                "BASIC",
                                "AuthParameters",
                                EventHttpCases.BASIC)
                        .path("ConnectionArn")
                        .asString();
        return events.call(
                        "CreateApiDestination",
                        "Name",
                        "destination",
                        "ConnectionArn",
                        connection,
                        "InvocationEndpoint",
                        url,
                        "HttpMethod",
                        "POST")
                .path("ApiDestinationArn")
                .asString();
    }

    /** Puts as many events as fit into a request; those that have got an id. */
    Set<Integer> put(int first) {
        List<Map<String, String>> entries =
                IntStream.range(first, first + BATCH).mapToObj(BusSetup::entry).toList();
        JsonNode answers = events.call("PutEvents", "Entries", entries).path("Entries");
        return IntStream.range(0, BATCH)
                .filter(i -> answers.get(i).has("EventId"))
                .mapToObj(i -> first + i)
                .collect(Collectors.toSet());
    }

    private static Map<String, String> entry(int n) {
        return Map.of(
                "EventBusName",
                BUS,
                "Source",
                "crash",
                "DetailType",
                "numbered",
                "Detail",
                "{\"n\":" + n + ",\"kind\":" + n % KINDS + "}");
    }

    /** Begins to replay everything that is in the archive, to a queue of its own. */
    void replay(String name, String toQueue) {
        newQueue(toQueue);
        rule(BUS, toQueue, "{\"replay-name\":[\"" + name + "\"]}", List.of(queue(toQueue)));
        events.call(
                "StartReplay",
                "ReplayName",
                name,
                "EventSourceArn",
                EVENTS + "archive/" + ARCHIVE,
                "EventStartTime",
                "2020-01-01T00:00:00Z",
                "EventEndTime",
                "2100-01-01T00:00:00Z",
                "Destination",
                Map.of("Arn", busArn(BUS), "FilterArns", List.of(ruleArn(toQueue))));
    }

    String replayState(String name) {
        return events.call("DescribeReplay", "ReplayName", name).path("State").asString();
    }

    private String url(String queue) {
        return sqs.call("GetQueueUrl", "QueueName", queue).path("QueueUrl").asString();
    }

    /** How many messages of a queue can be received. */
    int count(String queue) {
        String attribute = "ApproximateNumberOfMessages";
        JsonNode attributes =
                sqs.call(
                                "GetQueueAttributes",
                                "QueueUrl",
                                url(queue),
                                "AttributeNames",
                                List.of(attribute))
                        .path("Attributes");
        return Integer.parseInt(attributes.path(attribute).asString());
    }

    /** The numbers of all events that are in a queue. */
    Set<Integer> drain(String queue) {
        var found = new HashSet<Integer>();
        for (List<JsonNode> some = receive(queue); !some.isEmpty(); some = receive(queue)) {
            some.forEach(message -> found.add(number(message.path("Body").asString())));
        }
        return found;
    }

    /** Up to ten messages, hidden for long. */
    List<JsonNode> receive(String queue) {
        return sqs.call(
                        "ReceiveMessage",
                        "QueueUrl",
                        url(queue),
                        "MaxNumberOfMessages",
                        BATCH,
                        "VisibilityTimeout",
                        3600,
                        "MessageAttributeNames",
                        List.of("All"))
                .path("Messages")
                .valueStream()
                .toList();
    }

    static int number(String event) {
        return JSON.readTree(event).path("detail").path("n").asInt();
    }
}
