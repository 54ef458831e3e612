package dev.hikyaku.integration.power;

import dev.hikyaku.integration.power.Recording.Marks;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Clients of every kind, who say beforehand what they ask for and afterwards what they were told.
 */
final class PowerLoad implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();
    private static final List<String> PLAIN = List.of("alpha", "beta");
    private static final List<String> SUBSCRIBED = List.of("red", "blue");
    private static final int LONG = 3600;
    private static final String TOPIC = "arn:aws:sns:us-east-1:000000000000:";
    private static final String REDRIVE =
            "{\"deadLetterTargetArn\":\"arn:aws:sqs:us-east-1:000000000000:dead\","
                    + "\"maxReceiveCount\":1}";

    private final String url;
    private final Marks marks;
    private final long end;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    PowerLoad(String url, Marks marks, Duration length) {
        this.url = url;
        this.marks = marks;
        this.end = System.nanoTime() + length.toNanos();
    }

    private interface Client {
        void run(Random random) throws IOException;
    }

    /** Runs all clients until the time is over. */
    void run(Random random) throws Exception {
        setUp();
        marks.add("ready");
        List<Client> clients =
                List.of(
                        choices -> keepSending("s1", choices),
                        choices -> keepSending("s2", choices),
                        this::keepReceiving,
                        this::keepReceiving,
                        choices -> keepSendingInOrder("one.fifo", choices),
                        choices -> keepSendingInOrder("two.fifo", choices),
                        choices -> keepReceivingInOrder("one.fifo", choices),
                        choices -> keepReceivingInOrder("two.fifo", choices),
                        this::keepPublishing,
                        choices -> keepDying(),
                        choices -> keepScheduling());
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = new ArrayList<CompletableFuture<Void>>();
            for (Client client : clients) {
                var choices = new Random(random.nextLong());
                running.add(CompletableFuture.runAsync(() -> run(client, choices), threads));
            }
            for (var each : running) {
                each.get(2, TimeUnit.MINUTES);
            }
        }
    }

    private static void run(Client client, Random choices) {
        try {
            client.run(choices);
        } catch (IOException e) {
            throw new AssertionError("the server does not answer", e);
        }
    }

    private boolean goesOn() {
        return System.nanoTime() < end;
    }

    private void setUp() throws IOException {
        for (String queue : List.of("alpha", "beta", "red", "blue", "dead", "due")) {
            call("CreateQueue", Map.of("QueueName", queue));
        }
        call(
                "CreateQueue",
                Map.of("QueueName", "once", "Attributes", Map.of("RedrivePolicy", REDRIVE)));
        for (String queue : List.of("one.fifo", "two.fifo")) {
            call(
                    "CreateQueue",
                    Map.of("QueueName", queue, "Attributes", Map.of("FifoQueue", "true")));
        }
        topic("news");
        for (String queue : SUBSCRIBED) {
            form(
                    Map.of(
                            "Action", "Subscribe",
                            "TopicArn", TOPIC + "news",
                            "Protocol", "sqs",
                            "Endpoint", "arn:aws:sqs:us-east-1:000000000000:" + queue,
                            "Attributes.entry.1.key", "RawMessageDelivery",
                            "Attributes.entry.1.value", "true"));
        }
    }

    // --- queues

    private static String queueUrl(String queue) {
        return "http://queues/000000000000/" + queue;
    }

    private void send(String queue, List<String> bodies, Map<String, String> more)
            throws IOException {
        for (String body : bodies) {
            marks.add("sending", queue, body.strip());
        }
        var entries = new ArrayList<Map<String, String>>();
        for (String body : bodies) {
            var entry = new TreeMap<>(more);
            entry.put("Id", "e" + entries.size());
            entry.put("MessageBody", body);
            entries.add(entry);
        }
        JsonNode answer =
                call("SendMessageBatch", Map.of("QueueUrl", queueUrl(queue), "Entries", entries));
        require(answer.path("Successful").size() == bodies.size(), answer);
        for (String body : bodies) {
            marks.add("sent", queue, body.strip());
        }
    }

    private void keepSending(String name, Random random) throws IOException {
        for (int i = 0; goesOn(); i++) {
            String prefix = name + "-" + i + "-";
            int size = random.nextInt(25) == 0 ? 60_000 : random.nextInt(6) == 0 ? 6_000 : 100;
            var bodies = new ArrayList<String>();
            for (int n = random.nextInt(4) == 0 && size < 1_000 ? 9 : 0; n >= 0; n--) {
                bodies.add(prefix + n + " ".repeat(random.nextInt(size)));
            }
            send(PLAIN.get(i % PLAIN.size()), bodies, Map.of());
        }
    }

    private record Received(String body, String handle, int receives) {}

    private List<Received> receive(String queue, int seconds) throws IOException {
        JsonNode answer =
                call(
                        "ReceiveMessage",
                        Map.of(
                                "QueueUrl",
                                queueUrl(queue),
                                "MaxNumberOfMessages",
                                10,
                                "VisibilityTimeout",
                                seconds,
                                "AttributeNames",
                                List.of("ApproximateReceiveCount"),
                                "WaitTimeSeconds",
                                0));
        var received = new ArrayList<Received>();
        for (JsonNode message : answer.path("Messages")) {
            String receives = message.path("Attributes").path("ApproximateReceiveCount").asString();
            String body = message.path("Body").asString().strip();
            received.add(
                    new Received(
                            body,
                            message.path("ReceiptHandle").asString(),
                            Integer.parseInt(receives)));
            marks.add("received", queue, body, receives);
        }
        return received;
    }

    private void delete(String queue, List<Received> messages) throws IOException {
        if (messages.isEmpty()) {
            return;
        }
        var entries = new ArrayList<Map<String, String>>();
        for (Received message : messages) {
            marks.add("deleting", queue, message.body);
            entries.add(Map.of("Id", "e" + entries.size(), "ReceiptHandle", message.handle));
        }
        JsonNode answer =
                call("DeleteMessageBatch", Map.of("QueueUrl", queueUrl(queue), "Entries", entries));
        require(answer.path("Successful").size() == messages.size(), answer);
        for (Received message : messages) {
            marks.add("deleted", queue, message.body);
        }
    }

    private void changeVisibility(String queue, Received message, int seconds) throws IOException {
        call(
                "ChangeMessageVisibility",
                Map.of(
                        "QueueUrl",
                        queueUrl(queue),
                        "ReceiptHandle",
                        message.handle,
                        "VisibilityTimeout",
                        seconds));
    }

    private void keepReceiving(Random random) throws IOException {
        var queues = new ArrayList<>(PLAIN);
        queues.addAll(PLAIN);
        queues.addAll(SUBSCRIBED);
        while (goesOn()) {
            String queue = queues.get(random.nextInt(queues.size()));
            var done = new ArrayList<Received>();
            for (Received message : receive(queue, LONG)) {
                if (random.nextInt(10) > 0) {
                    done.add(message);
                } else {
                    changeVisibility(queue, message, random.nextInt(3));
                }
            }
            delete(queue, done);
        }
    }

    private void keepSendingInOrder(String queue, Random random) throws IOException {
        var next = new int[5];
        while (goesOn()) {
            int group = random.nextInt(next.length);
            int number = next[group]++;
            String body = "g" + group + "/" + number;
            send(
                    queue,
                    List.of(body),
                    Map.of("MessageGroupId", "g" + group, "MessageDeduplicationId", body));
        }
    }

    private void keepReceivingInOrder(String queue, Random random) throws IOException {
        while (goesOn()) {
            List<Received> messages = receive(queue, LONG);
            if (random.nextInt(5) == 0) {
                for (Received message : messages.reversed()) {
                    changeVisibility(queue, message, 0);
                }
            } else {
                delete(queue, messages);
            }
        }
    }

    /** Messages that are received once too often, and so move to another partition. */
    private void keepDying() throws IOException {
        for (int i = 0; goesOn(); i++) {
            send("once", List.of("d" + i), Map.of());
            for (Received message : receive("once", LONG)) {
                changeVisibility("once", message, 0);
            }
            if (i % 3 == 0) {
                delete("dead", receive("dead", LONG));
            }
        }
    }

    // --- topics and schedules

    private void topic(String name) throws IOException {
        form(Map.of("Action", "CreateTopic", "Name", name));
        marks.add("topic", TOPIC + name);
    }

    private void keepPublishing(Random random) throws IOException {
        for (int i = 0; goesOn(); i++) {
            String body = "p" + i;
            for (String queue : SUBSCRIBED) {
                marks.add("sending", queue, body);
            }
            form(Map.of("Action", "Publish", "TopicArn", TOPIC + "news", "Message", body));
            for (String queue : SUBSCRIBED) {
                marks.add("sent", queue, body);
            }
            if (random.nextInt(50) == 0) {
                topic("topic-" + i + "-");
            }
        }
    }

    private void keepScheduling() throws IOException {
        for (int i = 0; i < 150 && goesOn(); i++) {
            String name = "schedule-" + i;
            String time = Instant.now().plusSeconds(1 + i % 6).toString().substring(0, 19);
            marks.add("sending", "due", name);
            post(
                    URI.create(url + "/schedules/" + name),
                    "application/json",
                    "{\"ScheduleExpression\":\"at("
                            + time
                            + ")\",\"FlexibleTimeWindow\":{\"Mode\":\"OFF\"},\"Target\":{\"Arn\":"
                            + "\"arn:aws:sqs:us-east-1:000000000000:due\",\"RoleArn\":"
                            + "\"arn:aws:iam::000000000000:role/r\",\"Input\":\""
                            + name
                            + "\"}}",
                    "none");
            marks.add("sent", "due", name);
        }
    }

    // --- HTTP

    private JsonNode call(String action, Map<String, ?> input) throws IOException {
        String answer =
                post(
                        URI.create(url),
                        "application/x-amz-json-1.0",
                        JSON.writeValueAsString(input),
                        "AmazonSQS." + action);
        return JSON.readTree(answer);
    }

    private void form(Map<String, String> fields) throws IOException {
        String form =
                fields.entrySet().stream()
                        .map(entry ->
                                entry.getKey()
                                        + "="
                                        + URLEncoder.encode(
                                                entry.getValue(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&", "Version=2010-03-31&", ""));
        post(URI.create(url), "application/x-www-form-urlencoded", form, "none");
    }

    private String post(URI where, String type, String body, String target) throws IOException {
        var request =
                HttpRequest.newBuilder(where)
                        .timeout(Duration.ofSeconds(60))
                        .header("Content-Type", type)
                        .POST(HttpRequest.BodyPublishers.ofString(body));
        if (!target.equals("none")) {
            request.header("X-Amz-Target", target);
        }
        try {
            var response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            require(response.statusCode() == 200, response.body());
            return response.body();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private static void require(boolean good, Object answer) {
        if (!good) {
            throw new AssertionError("refused: " + answer);
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
