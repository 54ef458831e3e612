package dev.hikyaku.integration.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hikyaku.integration.AwsError;
import dev.hikyaku.integration.ServerProcess;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A server that is killed while it is published to: what it acknowledged is in every queue. */
class TopicCrashIT {
    private static final int QUEUES = 100;
    private static final int MESSAGES = 1_000;
    private static final int PUBLISHERS = 8;
    private static final int ACKNOWLEDGED_BEFORE_KILL = 400;

    private final Set<Integer> acknowledged = new ConcurrentSkipListSet<>();
    private final List<String> queues = new ArrayList<>();
    private String topic = "";

    private static AwsApi service(AwsClient.Session session, String name) {
        return session.service(name, AwsCases.REGION, "test");
    }

    /** The first half wants ranges of a number, the second half a color. */
    private static String policy(int queue) {
        return queue < QUEUES / 2
                ? "{\"slot\":[{\"numeric\":[\">=\",%d,\"<\",%d]}]}".formatted(queue, queue + 3)
                : "{\"color\":[\"c%d\",{\"prefix\":\"all\"}]}".formatted(queue % 10);
    }

    private static boolean wants(int queue, int message) {
        int slot = message % (QUEUES / 2);
        return queue < QUEUES / 2
                ? slot >= queue && slot < queue + 3
                : message % 7 == 0 || message % 10 == queue % 10;
    }

    private static Map<String, Object> attributes(int message) {
        String color = message % 7 == 0 ? "all" : "c" + message % 10;
        return Map.of(
                "slot",
                Map.of("DataType", "Number", "StringValue", "" + message % (QUEUES / 2)),
                "color",
                Map.of("DataType", "String", "StringValue", color));
    }

    private void setUp(AwsClient.Session session) {
        topic =
                service(session, "sns")
                        .call("CreateTopic", "Name", "crash")
                        .path("TopicArn")
                        .asString();
        for (int i = 0; i < QUEUES; i++) {
            service(session, "sqs").call("CreateQueue", "QueueName", "q" + i);
            queues.add("arn:aws:sqs:" + AwsCases.REGION + ":" + AwsCases.ACCOUNT + ":q" + i);
            service(session, "sns")
                    .call(
                            "Subscribe",
                            "TopicArn",
                            topic,
                            "Protocol",
                            "sqs",
                            "Endpoint",
                            queues.get(i),
                            "Attributes",
                            Map.of("FilterPolicy", policy(i), "RawMessageDelivery", "true"));
        }
    }

    private void publish(AwsClient.Session session, AtomicInteger next) {
        AwsApi sns = service(session, "sns");
        for (int i = next.getAndIncrement(); i < MESSAGES; i = next.getAndIncrement()) {
            try {
                sns.call(
                        "Publish",
                        "TopicArn",
                        topic,
                        "Message",
                        "" + i,
                        "MessageAttributes",
                        attributes(i));
                acknowledged.add(i);
            } catch (AwsError e) {
                throw e;
            } catch (RuntimeException e) {
                return; // the server is gone
            }
        }
    }

    private static Set<Integer> drain(AwsApi sqs, String url) {
        var found = new HashSet<Integer>();
        while (true) {
            JsonNode messages =
                    sqs.call("ReceiveMessage", "QueueUrl", url, "MaxNumberOfMessages", 10)
                            .path("Messages");
            if (messages.isEmpty()) {
                return found;
            }
            messages.forEach(each -> found.add(Integer.parseInt(each.path("Body").asString())));
        }
    }

    @Test
    void whatWasAcknowledgedIsInEveryQueueThatWantsIt(@TempDir Path folder) throws Exception {
        try (var server = ServerProcess.start(folder)) {
            try (var session = AwsClient.JAVA.connect(server.url());
                    var publishers = Executors.newFixedThreadPool(PUBLISHERS)) {
                setUp(session);
                var next = new AtomicInteger();
                for (int i = 0; i < PUBLISHERS; i++) {
                    publishers.submit(() -> publish(session, next));
                }
                Awaitility.await()
                        .atMost(AwsCases.PATIENCE)
                        .pollInterval(java.time.Duration.ofMillis(5))
                        .until(() -> acknowledged.size() >= ACKNOWLEDGED_BEFORE_KILL);
                server.kill();
            }
            assertThat(acknowledged).hasSizeLessThan(MESSAGES);
            server.restart();
            try (var session = AwsClient.JAVA.connect(server.url())) {
                for (int i = 0; i < QUEUES; i++) {
                    int queue = i;
                    String url =
                            service(session, "sqs")
                                    .call("GetQueueUrl", "QueueName", "q" + i)
                                    .path("QueueUrl")
                                    .asString();
                    Set<Integer> found = drain(service(session, "sqs"), url);
                    assertThat(found)
                            .as("queue %d", queue)
                            .containsAll(
                                    acknowledged.stream()
                                            .filter(message -> wants(queue, message))
                                            .toList())
                            .allMatch(message -> wants(queue, message));
                }
            }
        }
    }
}
