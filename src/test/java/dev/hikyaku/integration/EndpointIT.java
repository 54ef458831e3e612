package dev.hikyaku.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hikyaku.integration.Sqs.SqsError;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How a request may say which queue it means, and what a server that is told otherwise answers. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class EndpointIT {
    private static final String ACCOUNT = "123456789012";
    private static final String FORM = "Content-Type: application/x-www-form-urlencoded\r\n";
    private static final String GET_ARN =
            "Action=GetQueueAttributes&Version=2012-11-05&AttributeName.1=QueueArn";
    private static final String CREDENTIAL = "AKID/20260101/eu-west-1/sqs/aws4_request";

    private ServerProcess server;
    private Sqs sqs;
    private Sqs west;

    @SuppressWarnings("NullAway.Init") // set before the first test
    EndpointIT() {}

    @BeforeAll
    void start(@TempDir Path folder) {
        server =
                ServerProcess.start(
                        folder,
                        Map.of("HIKYAKU_RECREATE_DELAY", "60s"),
                        "--region",
                        "eu-north-1",
                        "--account",
                        ACCOUNT);
        sqs = new QuerySqs(server.url());
        west = sqs.as("eu-west-1", "AKID");
        sqs.createQueue("jobs", Map.of());
        west.createQueue("jobs", Map.of());
    }

    @AfterAll
    void end() {
        sqs.close();
        west.close();
        try (var process = server) {
            process.stop();
        }
    }

    /** Sends a request to a host of this name, and answers the body. */
    private RawHttp.Answer ask(
            String method, String host, String path, String headers, String body) {
        String request =
                new String(
                        RawHttp.request(
                                method, path, headers, body.getBytes(StandardCharsets.UTF_8)),
                        StandardCharsets.UTF_8);
        try (var connection = new RawHttp(server.url())) {
            return connection.send(request.replace("Host: queues", "Host: " + host)).read();
        }
    }

    private static String arn(String region) {
        return "arn:aws:sqs:" + region + ":" + ACCOUNT + ":jobs";
    }

    @Test
    void aRequestThatNamesNoRegionIsForTheServersOwn() {
        String url = sqs.queueUrl("jobs");
        assertThat(url).isEqualTo(server.url() + "/" + ACCOUNT + "/jobs");
        assertThat(sqs.queueAttributes(url, "QueueArn"))
                .containsEntry("QueueArn", arn("eu-north-1"));
    }

    @ParameterizedTest
    @CsvSource({
        "localhost, /123456789012/jobs, eu-north-1",
        "localhost:4566, /queue/jobs/123456789012/jobs/, eu-north-1",
        "sqs.eu-west-1.localhost, /123456789012/jobs, eu-west-1",
        "sqs.eu-west-1.localhost:4566, /123456789012/jobs, eu-west-1",
        "eu-west-1.queue.localhost:4566, /123456789012/jobs, eu-west-1",
        "queue.localhost, /123456789012/jobs, eu-north-1",
        "jobs.queue.localhost:4566, /, eu-north-1",
        "jobs.queue.localhost:4566, /123456789012, eu-north-1",
        "jobs.queue.localhost:4566, /123456789012/, eu-north-1"
    })
    void aQueueIsFoundByTheUrlThatIsCalled(String host, String path, String region) {
        RawHttp.Answer posted = ask("POST", host, path, FORM, GET_ARN);
        assertThat(posted.body()).contains("<Value>" + arn(region) + "</Value>");
        RawHttp.Answer got = ask("GET", host, path + "?" + GET_ARN, "", "");
        assertThat(got.body()).contains("<Value>" + arn(region) + "</Value>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Authorization: AWS4-HMAC-SHA256 Credential=" + CREDENTIAL + ", SignedHeaders=host",
                "Authorization: AWS4-HMAC-SHA256 SignedHeaders=host,Credential=" + CREDENTIAL
            })
    void theHeaderAuthorizationSaysTheRegion(String header) {
        RawHttp.Answer answer =
                ask("POST", "localhost", "/123456789012/jobs", header + "\r\n" + FORM, GET_ARN);
        assertThat(answer.body()).contains("<Value>" + arn("eu-west-1") + "</Value>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "AKID/20260101/eu-west-1/sqs/aws4_request",
                "AKID%2F20260101%2Feu-west-1%2Fsqs%2Faws4_request"
            })
    void thePresignedParameterSaysTheRegion(String credential) {
        RawHttp.Answer answer =
                ask(
                        "GET",
                        "localhost",
                        "/123456789012/jobs?" + GET_ARN + "&X-Amz-Credential=" + credential,
                        "",
                        "");
        assertThat(answer.body()).contains("<Value>" + arn("eu-west-1") + "</Value>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Basic dXNlcjpwYXNz",
                "AWS4-HMAC-SHA256 Credential=AKID",
                "AWS4-HMAC-SHA256 Credential=AKID/20260101/EU WEST/sqs/aws4_request",
                "AWS AKID:signature"
            })
    void aCredentialOfAnotherFormSaysNothing(String authorization) {
        RawHttp.Answer answer =
                ask(
                        "POST",
                        "localhost",
                        "/123456789012/jobs",
                        "Authorization: " + authorization + "\r\n" + FORM,
                        GET_ARN);
        assertThat(answer.body()).contains("<Value>" + arn("eu-north-1") + "</Value>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Type: application/x-amz-json-1.0\r\n",
                "Content-Type: application/x-amz-json-1.1\r\n",
                "Content-Type: application/json\r\n",
                "Content-Type: application/x-amz-json-1.0; charset=utf-8\r\n",
                ""
            })
    void aTargetMakesARequestJson(String type) {
        RawHttp.Answer answer =
                ask("POST", "h", "/", type + "X-Amz-Target: AmazonSQS.ListQueues\r\n", "{}");
        assertThat(answer.header("content-type")).isEqualTo("application/x-amz-json-1.0");
        assertThat(answer.body()).startsWith("{\"QueueUrls\":[");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Type: application/x-www-form-urlencoded\r\n",
                "Content-Type: application/x-www-form-urlencoded; charset=utf-8\r\n",
                ""
            })
    void aRequestWithoutATargetIsAForm(String type) {
        RawHttp.Answer answer = ask("POST", "h", "/", type, "Action=ListQueues&Version=2012-11-05");
        assertThat(answer.header("content-type")).isEqualTo("text/xml");
        assertThat(answer.body()).contains("/jobs</QueueUrl>");
    }

    @Test
    void aRequestThatSaysItIsJsonIsAnsweredInJson() {
        RawHttp.Answer answer =
                ask("POST", "h", "/", "Content-Type: application/x-amz-json-1.0\r\n", "{}");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.header("x-amzn-query-error")).isEqualTo("MissingAction;Sender");
        assertThat(answer.body()).contains("MissingAction", "X-Amz-Target");
    }

    @Test
    void headIsGetWithoutTheBody() throws Exception {
        URI uri = URI.create(server.url() + "/?Action=ListQueues&Version=2012-11-05");
        try (var http = HttpClient.newHttpClient()) {
            var head = HttpRequest.newBuilder(uri).HEAD().build();
            var answer = http.send(head, HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("content-type")).hasValue("text/xml");
            assertThat(answer.body()).isEmpty();
        }
    }

    private static void assertDeletedRecently(Runnable create) {
        assertThatThrownBy(create::run)
                .isInstanceOfSatisfying(
                        SqsError.class,
                        error -> {
                            assertThat(error.code())
                                    .isEqualTo("AWS.SimpleQueueService.QueueDeletedRecently");
                            assertThat(error).hasMessageContaining("60 seconds");
                        });
    }

    @Test
    void aNameIsKeptBackAfterADeletionIfTheServerIsToldSo() {
        sqs.deleteQueue(sqs.createQueue("short-lived", Map.of()));
        assertDeletedRecently(() -> sqs.createQueue("short-lived", Map.of()));
        try (Sqs json = new JsonSqs(server.url()).as("eu-north-1", "test")) {
            assertDeletedRecently(() -> json.createQueue("short-lived", Map.of()));
        }
        west.createQueue("short-lived", Map.of());
        assertThat(west.queueUrl("short-lived")).endsWith("/short-lived");
    }

    @Test
    void tagsPermissionsAndPoliciesAreThereAfterARestart(@TempDir Path folder) {
        try (var again = ServerProcess.start(folder)) {
            String dead;
            String queue;
            try (Sqs before = new QuerySqs(again.url())) {
                dead = before.createQueue("dead", Map.of());
                queue = before.createQueue("tagged", Map.of(), Map.of("a", "b"));
                before.tag(queue, Map.of("c", "d"));
                before.addPermission(queue, "l", List.of(ACCOUNT), List.of("SendMessage"));
                before.setQueueAttributes(
                        queue,
                        Map.of(
                                "RedrivePolicy",
                                "{\"deadLetterTargetArn\":\"arn:aws:sqs:us-east-1:000000000000:dead\",\"maxReceiveCount\":3}"));
            }
            again.kill();
            again.restart();
            try (Sqs after = new QuerySqs(again.url())) {
                String path = URI.create(queue).getPath();
                String url = again.url() + path;
                assertThat(after.tags(url)).isEqualTo(Map.of("a", "b", "c", "d"));
                assertThat(after.queueAttributes(url, "Policy").getOrDefault("Policy", ""))
                        .contains("\"Sid\":\"l\"");
                String deadUrl = again.url() + URI.create(dead).getPath();
                assertThat(after.deadLetterSources(deadUrl, null, null).urls())
                        .containsExactly(url);
            }
            again.stop();
        }
    }

    @Test
    void queuesOfOtherRegionsHaveMetricsOfTheirOwn() {
        assertThat(Http.get(server.url() + "/_hikyaku/metrics").body())
                .contains("hikyaku_queue_visible{queue=\"jobs\"}")
                .contains("hikyaku_queue_visible{queue=\"" + arn("eu-west-1") + "\"}");
    }
}
