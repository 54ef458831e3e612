package dev.hikyaku.integration;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The JSON protocol with as little as it takes, so that it is the server that is kept busy. */
final class LightClient implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();

    private final URI endpoint;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    LightClient(String url) {
        this.endpoint = URI.create(url);
    }

    record Received(String body, String handle) {}

    /**
     * Calls an action.
     *
     * @throws IOException if no answer came: whether it took effect is not known
     */
    JsonNode call(String action, Map<String, ?> input) throws IOException {
        return target("AmazonSQS." + action, input);
    }

    /** The same of event buses. */
    JsonNode events(String action, Map<String, ?> input) throws IOException {
        return target("AWSEvents." + action, input);
    }

    private JsonNode target(String target, Map<String, ?> input) throws IOException {
        return answered(
                target, HttpRequest.newBuilder(endpoint).header("X-Amz-Target", target), input);
    }

    /** Makes a schedule. */
    void schedule(String name, Map<String, ?> input) throws IOException {
        URI uri = endpoint.resolve("/schedules/" + name);
        var request = HttpRequest.newBuilder(uri).header("Content-Type", "application/json");
        answered("CreateSchedule", request, input);
    }

    private JsonNode answered(String action, HttpRequest.Builder asked, Map<String, ?> input)
            throws IOException {
        var request =
                asked.timeout(Duration.ofSeconds(60))
                        .POST(HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(input)))
                        .build();
        HttpResponse<byte[]> response;
        try {
            response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
        JsonNode answer = JSON.readTree(response.body());
        if (response.statusCode() != 200) {
            throw new AssertionError(action + " was answered with " + answer);
        }
        return answer;
    }

    void send(String queue, String body) throws IOException {
        call("SendMessage", Map.of("QueueUrl", queue, "MessageBody", body));
    }

    void sendBatch(String queue, List<String> bodies) throws IOException {
        var entries =
                bodies.stream()
                        .map(body -> Map.of("Id", "e" + bodies.indexOf(body), "MessageBody", body))
                        .toList();
        assertAll(
                bodies.size(),
                call("SendMessageBatch", Map.of("QueueUrl", queue, "Entries", entries)));
    }

    List<Received> receive(String queue, int visibilitySeconds, int waitSeconds)
            throws IOException {
        JsonNode answer =
                call(
                        "ReceiveMessage",
                        Map.of(
                                "QueueUrl",
                                queue,
                                "MaxNumberOfMessages",
                                10,
                                "VisibilityTimeout",
                                visibilitySeconds,
                                "WaitTimeSeconds",
                                waitSeconds));
        return answer.path("Messages")
                .valueStream()
                .map(message ->
                        new Received(
                                message.path("Body").asString(),
                                message.path("ReceiptHandle").asString()))
                .toList();
    }

    void deleteBatch(String queue, List<Received> messages) throws IOException {
        var entries =
                messages.stream()
                        .map(message ->
                                Map.of(
                                        "Id",
                                        "e" + messages.indexOf(message),
                                        "ReceiptHandle",
                                        message.handle()))
                        .toList();
        assertAll(
                messages.size(),
                call("DeleteMessageBatch", Map.of("QueueUrl", queue, "Entries", entries)));
    }

    private static void assertAll(int entries, JsonNode answer) {
        if (answer.path("Successful").size() != entries) {
            throw new AssertionError("some entries of a batch were refused: " + answer);
        }
    }

    /** All messages of a queue: visible, in flight and delayed. */
    int count(String queue) throws IOException {
        JsonNode counts =
                call(
                                "GetQueueAttributes",
                                Map.of("QueueUrl", queue, "AttributeNames", List.of("All")))
                        .path("Attributes");
        return number(counts, "ApproximateNumberOfMessages")
                + number(counts, "ApproximateNumberOfMessagesNotVisible")
                + number(counts, "ApproximateNumberOfMessagesDelayed");
    }

    private static int number(JsonNode counts, String name) {
        return Integer.parseInt(counts.path(name).asString());
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
