package dev.hikyaku.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hikyaku.delivery.WorkerStats.State;
import dev.hikyaku.http.OwnPaths.Ask;
import dev.hikyaku.http.OwnPaths.Page;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class WorkersApiTest {
    private final FakeWorker worker = new FakeWorker("mail, jobs");
    private final WorkersApi api = new WorkersApi(List.of(worker, new FakeWorker("other")));

    private Page ask(String method, String path, String query, String body) {
        var parameters = MultiMap.caseInsensitiveMultiMap();
        if (!query.isEmpty()) {
            int equals = query.indexOf('=');
            parameters.add(query.substring(0, equals), query.substring(equals + 1));
        }
        List<String> below = path.isEmpty() ? List.of() : Arrays.asList(path.split("/"));
        return api.answer(
                        new Ask(HttpMethod.valueOf(method), below, parameters, Buffer.buffer(body)))
                .result();
    }

    private JsonNode ok(String method, String what, String query, String body) {
        Page page = ask(method, ("mail, jobs/" + what).replaceAll("/$", ""), query, body);
        assertThat(page.status()).as(page.body()).isEqualTo(200);
        assertThat(page.contentType()).isEqualTo("application/json");
        return JsonMapper.shared().readTree(page.body());
    }

    private JsonNode get(String what) {
        return ok("GET", what, "", "");
    }

    private void refused(int status, String method, String path, String body, String sentence) {
        Page page = ask(method, path, "", body);
        assertThat(page.status()).as(page.body()).isEqualTo(status);
        assertThat(JsonMapper.shared().readTree(page.body()).get("error").asString())
                .contains(sentence);
    }

    @Test
    void listsAllWorkers() {
        JsonNode all = JsonMapper.shared().readTree(ask("GET", "", "", "").body());
        assertThat(all.at("/workers/0/name").asString()).isEqualTo("mail, jobs");
        assertThat(all.at("/workers/0/queues/0").asString()).isEqualTo("jobs");
        assertThat(all.at("/workers/0/stats/state").asString()).isEqualTo("receiving");
        assertThat(all.at("/workers/1/name").asString()).isEqualTo("other");
    }

    @Test
    void showsOneWithItsSettingsAndStatisticsButNoSecrets() {
        worker.busy = 3;
        JsonNode shown = get("");
        assertThat(shown.at("/settings/urls/0").asString()).isEqualTo("http://127.0.0.1:8080/work");
        assertThat(shown.at("/settings/queues/0/weight").asInt()).isEqualTo(1);
        assertThat(shown.at("/settings/visibilityTimeoutMillis").asLong()).isEqualTo(120_000);
        assertThat(shown.at("/stats/delivered").asLong()).isEqualTo(90);
        assertThat(shown.get("sqsd").toString())
                .isEqualTo(
                        "{\"is_working\":true,\"total_handled\":97,\"total_succeeded\":90,"
                                + "\"total_failed\":7,\"max_worker\":50,\"busy_worker\":3,"
                                + "\"idle_worker\":47}");
        assertThat(shown.toString()).doesNotContain("secret");
    }

    @Test
    void listsWhatItHolds() {
        assertThat(get("jobs").get("jobs").toString())
                .isEqualTo(
                        "[{\"messageId\":\"id-1\",\"queue\":\"jobs\",\"groupId\":\"group\","
                                + "\"receiveCount\":2,\"ageMillis\":1500,\"running\":true},"
                                + "{\"messageId\":\"id-2\",\"queue\":\"jobs\",\"groupId\":null,"
                                + "\"receiveCount\":1,\"ageMillis\":300,\"running\":false}]");
    }

    @Test
    void pausesAndResumes() {
        assertThat(ok("POST", "pause", "", "").at("/stats/state").asString()).isEqualTo("paused");
        assertThat(ok("POST", "resume", "", "").at("/stats/state").asString())
                .isEqualTo("receiving");
    }

    @Test
    void changesConcurrencyAndRate() {
        JsonNode changed = ok("PATCH", "", "", "{\"concurrency\": 7, \"rate\": 2.5}");
        assertThat(changed.at("/stats/concurrency").asInt()).isEqualTo(7);
        assertThat(changed.at("/stats/rate").asDouble()).isEqualTo(2.5);
        ok("POST", "", "", "{\"rate\": 0}");
        assertThat(worker.rate).isZero();
        assertThat(worker.concurrency).isEqualTo(7);
    }

    @Test
    void registersEndpointsForAWhile() {
        ok("POST", "endpoints", "", "{\"url\": \"http://10.0.0.1:80/w\", \"lease\": \"1m\"}");
        ok("POST", "endpoints", "", "{\"url\": \"http://10.0.0.2:80/w\"}");
        assertThat(get("endpoints").get("endpoints").toString())
                .isEqualTo(
                        "[{\"url\":\"http://10.0.0.1:80/w\",\"up\":true,\"running\":1,"
                                + "\"leaseMillis\":60000},{\"url\":\"http://10.0.0.2:80/w\","
                                + "\"up\":true,\"running\":1,\"leaseMillis\":30000}]");
        ok("DELETE", "endpoints", "url=http://10.0.0.1:80/w", "");
        assertThat(get("endpoints").get("endpoints")).hasSize(1);
        Page gone = ask("DELETE", "other/endpoints", "url=http://10.0.0.1:80/w", "");
        assertThat(gone.status()).isEqualTo(404);
        assertThat(gone.body()).contains("http://10.0.0.1:80/w is not registered");
    }

    @ParameterizedTest
    @CsvSource({
        "RECEIVING, 0, 59000, '', 200",
        "RECEIVING, 0, 61000, '', 503",
        "TRYING, 0, 61000, '', 503",
        "RECEIVING, 50, 61000, '', 200",
        "RECEIVING, 0, 61000, within=2m, 200",
        "RECEIVING, 0, 6000, within=5s, 503",
        "PAUSED, 0, 61000, '', 200",
        "DOWN, 0, 61000, '', 200",
        "STARTING, 0, 61000, '', 200",
        "ENDED, 0, 0, '', 503"
    })
    void isLiveWhileItReceivesWhenItShould(
            State state, int busy, long idleMillis, String query, int status) {
        worker.state = state;
        worker.busy = busy;
        worker.idleMillis = idleMillis;
        Page page = ask("GET", "mail, jobs/live", query, "");
        assertThat(page.status()).as(page.body()).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "404 | GET | nobody | | no worker with the name nobody; there are [mail, jobs, other]",
                "404 | GET | other/secrets | | A worker has no secrets",
                "404 | GET | other/jobs/1 | | A worker has no jobs/1",
                "405 | GET | other/pause | | Allowed here: POST.",
                "405 | DELETE | other | | Allowed here: GET, PATCH, POST.",
                "400 | PATCH | other | {} | needs concurrency, rate, or both",
                "400 | PATCH | other | [] | must be a JSON object",
                "400 | PATCH | other | {x | not valid JSON",
                "400 | PATCH | other | | must be a JSON object",
                "400 | PATCH | other | {\"concurrency\":0} "
                        + "| concurrency = 0: must be an integer from 1 to 1000",
                "400 | PATCH | other | {\"concurrency\":\"5\"} "
                        + "| concurrency = \"5\": must be an integer from 1 to 1000",
                "400 | PATCH | other | {\"rate\":-1} | rate = -1: must be a number from 0 to 1000000",
                "400 | PATCH | other | {\"speed\":1} "
                        + "| has the unknown key speed; it knows concurrency, rate",
                "400 | POST | other/endpoints | {} | needs url",
                "400 | POST | other/endpoints | {\"url\":\"ftp://h/\"} "
                        + "| url = ftp://h/: must be an absolute http or https URL",
                "400 | POST | other/endpoints | {\"url\":\"http://h/\",\"lease\":\"0s\"} "
                        + "| lease = \"0s\": must be from 1s to 1h",
                "400 | DELETE | other/endpoints | | url = null: must be an absolute"
            })
    void aMistakeIsSaid(int status, String method, String path, String body, String sentence) {
        refused(status, method, path, body == null ? "" : body, sentence);
    }
}
