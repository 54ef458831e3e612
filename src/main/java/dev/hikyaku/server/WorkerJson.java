package dev.hikyaku.server;

import dev.hikyaku.delivery.Job;
import dev.hikyaku.delivery.WorkerControl;
import dev.hikyaku.delivery.WorkerStats;
import dev.hikyaku.delivery.endpoint.Endpoints;
import dev.hikyaku.delivery.settings.WorkerSettings;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What the administration says of workers, as JSON. Secrets are not in it. */
final class WorkerJson {
    private static final JsonMapper JSON = JsonMapper.shared();

    private WorkerJson() {}

    /** All of them, briefly. */
    static String list(Collection<? extends WorkerControl> workers) {
        ObjectNode root = JSON.createObjectNode();
        var list = root.putArray("workers");
        workers.forEach(worker -> list.add(brief(worker)));
        return root.toString();
    }

    private static ObjectNode brief(WorkerControl worker) {
        ObjectNode node = JSON.createObjectNode().put("name", worker.settings().name());
        var queues = node.putArray("queues");
        worker.settings().queues().forEach(queue -> queues.add(queue.name()));
        node.set("stats", stats(worker.stats()));
        return node;
    }

    /** All of one. */
    static String whole(WorkerControl worker) {
        WorkerStats stats = worker.stats();
        ObjectNode node = JSON.createObjectNode().put("name", worker.settings().name());
        node.set("settings", settings(worker.settings()));
        node.set("stats", stats(stats));
        node.set("sqsd", sqsd(stats));
        return node.toString();
    }

    private static ObjectNode stats(WorkerStats stats) {
        return JSON.<ObjectNode>valueToTree(stats).put("state", word(stats.state()));
    }

    static String word(Enum<?> choice) {
        return choice.name().toLowerCase(Locale.ROOT);
    }

    private static ObjectNode settings(WorkerSettings settings) {
        ObjectNode node = JSON.createObjectNode();
        node.set("queues", JSON.valueToTree(settings.queues()));
        var urls = node.putArray("urls");
        settings.target().urls().forEach(url -> urls.add(url.toString()));
        return node.put("concurrency", settings.concurrency())
                .put("rate", settings.flow().rate())
                .put("priority", word(settings.flow().priority()))
                .put("format", word(settings.target().format()))
                .put("batchSize", settings.batch().size())
                .put("batchWindowMillis", settings.batch().window().toMillis())
                .put("requestTimeoutMillis", settings.target().requestTimeout().toMillis())
                .put("visibilityTimeoutMillis", settings.visibility().timeout().toMillis())
                .put("heartbeat", settings.visibility().heartbeat())
                .put("backoffMinMillis", settings.retry().min().toMillis())
                .put("backoffMaxMillis", settings.retry().max().toMillis())
                .put("breakerFailures", settings.breaker().failures())
                .put("drainTimeoutMillis", settings.drainTimeout().toMillis());
    }

    /** The statistics by the names of taiyoh's sqsd. */
    static ObjectNode sqsd(WorkerStats stats) {
        return JSON.createObjectNode()
                .put("is_working", stats.receiving())
                .put("total_handled", stats.delivered() + stats.failed())
                .put("total_succeeded", stats.delivered())
                .put("total_failed", stats.failed())
                .put("max_worker", stats.concurrency())
                .put("busy_worker", stats.busy())
                .put("idle_worker", Math.max(0, stats.concurrency() - stats.busy()));
    }

    static String jobs(String name, List<Job> jobs) {
        ObjectNode root = JSON.createObjectNode();
        root.set(name, JSON.valueToTree(jobs));
        return root.toString();
    }

    static String live(boolean live, WorkerStats stats) {
        return JSON.createObjectNode()
                .put("live", live)
                .put("state", word(stats.state()))
                .put("idleMillis", stats.idleMillis())
                .toString();
    }

    static String endpoints(List<Endpoints.State> endpoints) {
        ObjectNode root = JSON.createObjectNode();
        root.set("endpoints", JSON.valueToTree(endpoints));
        return root.toString();
    }

    static String error(String sentence) {
        return JSON.createObjectNode().put("error", sentence).toString();
    }

    /**
     * Reads a request's body.
     *
     * @throws ConfigException if it is no JSON object
     */
    static JsonNode read(String body) {
        try {
            JsonNode node = JSON.readTree(body);
            if (node.isObject()) {
                return node;
            }
        } catch (JacksonException e) {
            throw new ConfigException("the body is not valid JSON: " + e.getOriginalMessage());
        }
        throw new ConfigException("the body must be a JSON object");
    }
}
