package dev.hikyaku.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hikyaku.integration.Sqs.Outgoing;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The administration of workers, in the server and beside it, over HTTP and by command. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class AdminIT {
    private static final String PAGE = "http://localhost:3000";
    private static final Duration SOON = Duration.ofSeconds(30);

    /** Where a worker runs; each has its own queue. */
    enum Place {
        IN_THE_SERVER("inside"),
        ALONE("alone");

        private final String worker;

        Place(String worker) {
            this.worker = worker;
        }
    }

    private final Semaphore answers = new Semaphore(0);
    private final TestWorker target =
            new TestWorker(delivery -> {
                answers.acquire();
                return 200;
            });
    private final HttpClient http = HttpClient.newHttpClient();
    private Path folder;
    private ServerProcess server;
    private HikyakuProcess daemon;
    private String daemonUrl;
    private Sqs sqs;

    @SuppressWarnings("NullAway.Init") // set before the first test
    AdminIT() {}

    @BeforeAll
    void start(@TempDir Path temporary) throws Exception {
        folder = temporary;
        target.up();
        Files.writeString(
                folder.resolve("hikyaku.toml"),
                """
                [server]
                cors-origins = ["%s"]

                [[worker]]
                name = "inside"
                queues = [{ name = "inside", weight = 2 }]
                url = "%s"
                """
                        .formatted(PAGE, target.url("/")));
        server = ServerProcess.start(folder);
        sqs = new JsonSqs(server.url());
        daemon =
                HikyakuProcess.start(
                        folder,
                        Map.of(),
                        List.of(
                                "work",
                                "--queue-url=" + sqs.createQueue("alone", Map.of()),
                                "--to=" + target.url("/"),
                                "--name=alone",
                                "--admin-port=0"));
        daemonUrl = daemon.awaitLine("hikyaku work: administration on ");
        daemon.awaitLine("hikyaku work: delivering ");
    }

    @AfterEach
    void answerAll() {
        answers.release(1000);
        for (Place place : Place.values()) {
            post(place, "/resume");
            await().atMost(SOON).until(() -> shown(place).at("/stats/busy").asInt() == 0);
        }
        answers.drainPermits();
    }

    @AfterAll
    void end() {
        sqs.close();
        try (target;
                http;
                var process = server;
                var alone = daemon) {
            assertThat(alone.terminate()).as(alone.describe("SIGTERM")).isZero();
            process.stop();
        }
    }

    private String url(Place place) {
        return place == Place.ALONE ? daemonUrl : server.url();
    }

    private HttpResponse<String> send(String method, String url, String body, String... headers) {
        var request =
                HttpRequest.newBuilder(URI.create(url))
                        .timeout(SOON)
                        .method(method, BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return Http.send(http, request.build());
    }

    private String at(Place place, String path) {
        return url(place) + "/_hikyaku/workers/" + place.worker + path;
    }

    private static JsonNode json(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JsonMapper.shared().readTree(answer.body());
    }

    private JsonNode shown(Place place) {
        return json(send("GET", at(place, ""), ""));
    }

    private JsonNode post(Place place, String path) {
        return json(send("POST", at(place, path), ""));
    }

    private String queue(Place place) {
        return sqs.createQueue(place.worker, Map.of());
    }

    private long delivered(String body) {
        return target.bodies().stream().filter(body::equals).count();
    }

    private void awaitDelivery(String body) {
        await().atMost(SOON).until(() -> delivered(body) == 1);
    }

    // --- what is seen

    @ParameterizedTest
    @EnumSource
    void aWorkerIsListedAndShown(Place place) {
        JsonNode all = json(send("GET", url(place) + "/_hikyaku/workers", ""));
        assertThat(all.get("workers")).hasSize(1);
        assertThat(all.at("/workers/0/name").asString()).isEqualTo(place.worker);
        JsonNode shown = shown(place);
        assertThat(shown.at("/settings/urls/0").asString()).isEqualTo(target.url("/"));
        assertThat(shown.at("/settings/concurrency").asInt()).isEqualTo(50);
        assertThat(shown.at("/sqsd").propertyNames())
                .containsExactlyInAnyOrder(
                        "is_working",
                        "total_handled",
                        "total_succeeded",
                        "total_failed",
                        "max_worker",
                        "busy_worker",
                        "idle_worker");
    }

    @ParameterizedTest
    @EnumSource
    void whatRunsIsAJob(Place place) {
        String id = sqs.send(queue(place), Outgoing.of("job of " + place)).id();
        awaitDelivery("job of " + place);
        JsonNode jobs = json(send("GET", at(place, "/jobs"), "")).get("jobs");
        assertThat(jobs).hasSize(1);
        assertThat(jobs.at("/0/messageId").asString()).isEqualTo(id);
        assertThat(jobs.at("/0/queue").asString()).isEqualTo(place.worker);
        assertThat(jobs.at("/0/receiveCount").asInt()).isEqualTo(1);
        assertThat(jobs.at("/0/running").asBoolean()).isTrue();
        assertThat(shown(place).at("/stats/busy").asInt()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void aWorkerThatReceivesIsLive(Place place) {
        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(shown(place).at("/stats/state").asString())
                                .isEqualTo("receiving"));
        JsonNode live = json(send("GET", at(place, "/live"), ""));
        assertThat(live.get("live").asBoolean()).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void theMetricsOfAWorkerAreThere(Place place) {
        sqs.send(queue(place), Outgoing.of("measured " + place));
        awaitDelivery("measured " + place);
        answers.release();
        String worker = "{worker=\"" + place.worker + "\"}";
        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(send("GET", url(place) + "/_hikyaku/metrics", "").body())
                                .contains("hikyaku_worker_busy" + worker + " 0.0")
                                .contains("hikyaku_worker_limit" + worker)
                                .contains("hikyaku_worker_lag_seconds_count" + worker)
                                .contains("hikyaku_worker_receive_count_count" + worker)
                                .contains("hikyaku_worker_heartbeat_failures_total")
                                .contains("outcome=\"delivered\"")
                                .contains("jvm_memory_used_bytes"));
    }

    // --- what is changed

    @ParameterizedTest
    @EnumSource
    void aPausedWorkerReceivesNothingUntilItIsResumed(Place place) {
        assertThat(post(place, "/pause").at("/stats/state").asString()).isEqualTo("paused");
        String body = "while paused " + place;
        sqs.send(queue(place), Outgoing.of(body));
        await().during(Duration.ofSeconds(1)).atMost(SOON).until(() -> delivered(body) == 0);
        assertThat(send("GET", at(place, "/live"), "").statusCode()).isEqualTo(200);
        post(place, "/resume");
        awaitDelivery(body);
    }

    @ParameterizedTest
    @EnumSource
    void concurrencyAndRateChangeWhileItRuns(Place place) {
        JsonNode changed =
                json(send("PATCH", at(place, ""), "{\"concurrency\": 1, \"rate\": 100}"));
        assertThat(changed.at("/stats/concurrency").asInt()).isEqualTo(1);
        assertThat(changed.at("/stats/rate").asDouble()).isEqualTo(100);
        for (int i = 0; i < 3; i++) {
            sqs.send(queue(place), Outgoing.of("one at a time " + place));
        }
        awaitDelivery("one at a time " + place);
        await().during(Duration.ofSeconds(1))
                .atMost(SOON)
                .until(() -> delivered("one at a time " + place) == 1);
        json(send("PATCH", at(place, ""), "{\"concurrency\": 50, \"rate\": 0}"));
        await().atMost(SOON).until(() -> delivered("one at a time " + place) == 3);
    }

    @ParameterizedTest
    @EnumSource
    void endpointsRegisterAndLeave(Place place) {
        String other = "http://127.0.0.1:1/other";
        send("POST", at(place, "/pause"), "");
        JsonNode all =
                json(
                        send(
                                "POST",
                                at(place, "/endpoints"),
                                "{\"url\": \"" + other + "\", \"lease\": \"10s\"}"));
        assertThat(all.get("endpoints").findValuesAsString("url")).contains(other, target.url("/"));
        JsonNode left = json(send("DELETE", at(place, "/endpoints?url=" + other), ""));
        assertThat(left.get("endpoints").findValuesAsString("url"))
                .containsExactly(target.url("/"));
    }

    // --- what is refused

    @Test
    void mistakesAreSaid() {
        var unknown = send("GET", server.url() + "/_hikyaku/workers/nobody", "");
        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(unknown.body()).contains("no worker with the name nobody; there are [inside]");
        var wrong = send("PATCH", at(Place.IN_THE_SERVER, ""), "{\"concurrency\": 0}");
        assertThat(wrong.statusCode()).isEqualTo(400);
        assertThat(wrong.body()).contains("must be an integer from 1 to 1000");
        var large = send("PATCH", at(Place.IN_THE_SERVER, ""), " ".repeat(70_000));
        assertThat(large.statusCode()).isEqualTo(413);
        assertThat(large.body()).contains("65536 bytes");
    }

    /** A browser sends this without asking, for it is a simple request. */
    @ParameterizedTest
    @EnumSource
    void aWebPageMayChangeNothingUnlessItIsNamed(Place place) {
        var refused = send("POST", at(place, "/pause"), "", "Origin", "http://evil.example");
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).contains("http://evil.example", "cors-origins");
        assertThat(shown(place).at("/stats/state").asString()).isNotEqualTo("paused");
        var named = send("POST", at(place, "/resume"), "", "Origin", PAGE);
        assertThat(named.statusCode()).isEqualTo(place == Place.IN_THE_SERVER ? 200 : 403);
    }

    // --- what other daemons have

    @Test
    void theDaemonHasThePathsOfTaiyohsSqsd() {
        sqs.send(queue(Place.ALONE), Outgoing.of("sqsd"));
        awaitDelivery("sqsd");
        JsonNode stats = json(send("GET", daemonUrl + "/worker/stats", ""));
        assertThat(stats.get("busy_worker").asInt()).isEqualTo(1);
        assertThat(stats.get("is_working").asBoolean()).isTrue();
        assertThat(json(send("GET", daemonUrl + "/worker/current/jobs", "")).get("current_jobs"))
                .hasSize(1);
        JsonNode paused = json(send("POST", daemonUrl + "/worker/pause", ""));
        assertThat(paused.get("is_working").asBoolean()).isFalse();
        assertThat(send("GET", daemonUrl + "/ready", "").statusCode()).isEqualTo(503);
        assertThat(send("GET", daemonUrl + "/live", "").statusCode()).isEqualTo(200);
        JsonNode resumed = json(send("POST", daemonUrl + "/worker/resume", ""));
        assertThat(resumed.get("is_working").asBoolean()).isTrue();
        assertThat(send("GET", daemonUrl + "/ready", "").body()).isEqualTo("ready\n");
        assertThat(send("GET", daemonUrl + "/worker/pause", "").statusCode()).isEqualTo(405);
        assertThat(send("GET", daemonUrl + "/metrics", "").body())
                .contains("hikyaku_worker_busy{worker=\"alone\"}");
    }

    // --- by command

    private HikyakuProcess command(Map<String, String> environment, String... arguments) {
        return HikyakuProcess.run(folder, environment, arguments);
    }

    @Test
    void commandsListPauseAndResume() {
        var list = command(Map.of(), "ps", "--url", server.url());
        list.assertExit(0);
        assertThat(list.stdout().lines().toList())
                .satisfiesExactly(
                        head -> assertThat(head).startsWith("NAME    STATE"),
                        line -> assertThat(line).startsWith("inside  ").endsWith("  inside"));
        var environment = Map.of("HIKYAKU_URL", daemonUrl);
        var pause = command(environment, "pause", "alone");
        pause.assertExit(0);
        assertThat(pause.stdout()).isEqualTo("alone is paused\n");
        var resume = command(environment, "resume", "alone");
        resume.assertExit(0);
        assertThat(resume.stdout()).isEqualTo("alone is receiving\n");
    }

    @Test
    void commandsSayWhatIsWrong() {
        var nobody = command(Map.of(), "pause", "nobody", "--url", server.url());
        nobody.assertExit(1);
        assertThat(nobody.stderr())
                .isEqualTo(
                        "hikyaku: There is no worker with the name nobody; there are [inside].\n");
        var nothing = command(Map.of(), "ps", "--url", "http://127.0.0.1:1");
        nothing.assertExit(1);
        assertThat(nothing.stderr())
                .startsWith("hikyaku: Nothing answers at http://127.0.0.1:1 ")
                .contains("--url or HIKYAKU_URL");
        answers.release();
        var other = command(Map.of(), "ps", "--url", target.url(""));
        other.assertExit(1);
        assertThat(other.stderr()).contains("is no Hikyaku");
        command(Map.of(), "pause").assertExit(2);
        command(Map.of(), "ps", "--url", "nowhere").assertExit(2);
    }
}
