package dev.hikyaku.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;

/** A topic that a queue has subscribed to, and a schedule that sends to another each minute. */
final class SoakServices implements AutoCloseable {
    private static final String QUEUES = "arn:aws:sqs:us-east-1:000000000000:";
    private static final String TOPIC = "arn:aws:sns:us-east-1:000000000000:soak";

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String url;

    SoakServices(String url, String subscribed, String scheduled) {
        this.url = url;
        sns(Map.of("Action", "CreateTopic", "Name", "soak"));
        sns(
                Map.of(
                        "Action", "Subscribe",
                        "TopicArn", TOPIC,
                        "Protocol", "sqs",
                        "Endpoint", QUEUES + subscribed,
                        "Attributes.entry.1.key", "RawMessageDelivery",
                        "Attributes.entry.1.value", "true"));
        schedule(scheduled);
    }

    void publish(String message) {
        sns(Map.of("Action", "Publish", "TopicArn", TOPIC, "Message", message));
    }

    private void sns(Map<String, String> parameters) {
        String form =
                parameters.entrySet().stream()
                        .map(each -> each.getKey() + "=" + encoded(each.getValue()))
                        .collect(Collectors.joining("&", "Version=2010-03-31&", ""));
        post("/", "application/x-www-form-urlencoded", form);
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    private void schedule(String queue) {
        post(
                "/schedules/soak",
                "application/json",
                """
                {"ScheduleExpression": "rate(1 minute)", "FlexibleTimeWindow": {"Mode": "OFF"},
                 "Target": {"Arn": "%s", "RoleArn": "arn:aws:iam::000000000000:role/soak", "Input": "tick"}}
                """
                        .formatted(QUEUES + queue));
    }

    private void post(String path, String type, String body) {
        var request =
                HttpRequest.newBuilder(URI.create(url + path))
                        .header("Content-Type", type)
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build();
        var answer = Http.send(http, request);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
