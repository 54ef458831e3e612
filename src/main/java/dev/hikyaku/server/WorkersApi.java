package dev.hikyaku.server;

import dev.hikyaku.delivery.WorkerControl;
import dev.hikyaku.delivery.WorkerStats;
import dev.hikyaku.delivery.endpoint.Endpoints;
import dev.hikyaku.delivery.settings.Values;
import dev.hikyaku.delivery.settings.WorkerKeys;
import dev.hikyaku.http.OwnPaths.Ask;
import dev.hikyaku.http.OwnPaths.Page;
import dev.hikyaku.http.OwnPaths.Resource;
import dev.hikyaku.model.Durations;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.net.URI;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The workers as a resource: what they are and do, and what can be changed while they run. Answers
 * and bodies are JSON; an error is {@code {"error": "a sentence"}}.
 */
final class WorkersApi implements Resource {
    private static final Duration LEASE_DEFAULT = Duration.ofSeconds(30);
    private static final Duration LEASE_MIN = Duration.ofSeconds(1);
    private static final Duration LEASE_MAX = Duration.ofHours(1);

    /** Longer than a long poll, several times. */
    private static final Duration LIVE_WITHIN_DEFAULT = Duration.ofSeconds(60);

    private interface Handler {
        Future<Page> handle(WorkerControl worker, Ask ask);
    }

    private static final Map<String, Map<HttpMethod, Handler>> ROUTES =
            Map.of(
                    "",
                    Map.of(
                            HttpMethod.GET, WorkersApi::show,
                            HttpMethod.PATCH, WorkersApi::change,
                            HttpMethod.POST, WorkersApi::change),
                    "live",
                    Map.of(HttpMethod.GET, WorkersApi::live),
                    "jobs",
                    Map.of(HttpMethod.GET, WorkersApi::jobs),
                    "pause",
                    Map.of(HttpMethod.POST, (worker, ask) -> then(worker, worker.pause())),
                    "resume",
                    Map.of(HttpMethod.POST, (worker, ask) -> then(worker, worker.resume())),
                    "endpoints",
                    Map.of(
                            HttpMethod.GET, WorkersApi::endpoints,
                            HttpMethod.POST, WorkersApi::register,
                            HttpMethod.DELETE, WorkersApi::deregister));

    private final Map<String, WorkerControl> workers = new LinkedHashMap<>();

    WorkersApi(Collection<? extends WorkerControl> all) {
        all.forEach(worker -> workers.put(worker.settings().name(), worker));
    }

    @Override
    public Future<Page> answer(Ask ask) {
        try {
            return route(ask).recover(WorkersApi::failed);
        } catch (ConfigException e) {
            return error(400, String.valueOf(e.getMessage()));
        }
    }

    private Future<Page> route(Ask ask) {
        List<String> below = ask.below();
        if (below.isEmpty()) {
            return ask.method().equals(HttpMethod.GET)
                    ? done(WorkerJson.list(workers.values()))
                    : error(405, "Only GET is allowed here.");
        }
        WorkerControl worker = workers.get(below.getFirst());
        if (worker == null) {
            return error(
                    404,
                    "There is no worker with the name "
                            + below.getFirst()
                            + "; there are "
                            + workers.keySet()
                            + ".");
        }
        String what = String.join("/", below.subList(1, below.size()));
        Map<HttpMethod, Handler> handlers = ROUTES.get(what);
        if (handlers == null) {
            return error(404, "A worker has no " + what + ".");
        }
        Handler handler = handlers.get(ask.method());
        return handler == null
                ? error(405, "Allowed here: " + names(handlers.keySet()) + ".")
                : handler.handle(worker, ask);
    }

    private static String names(Collection<HttpMethod> methods) {
        return String.join(", ", methods.stream().map(HttpMethod::name).sorted().toList());
    }

    // --- what a worker is and does

    private static Future<Page> show(WorkerControl worker, Ask ask) {
        return done(WorkerJson.whole(worker));
    }

    private static Future<Page> jobs(WorkerControl worker, Ask ask) {
        return future(worker.jobs()).map(jobs -> ok(WorkerJson.jobs("jobs", jobs)));
    }

    private static Future<Page> live(WorkerControl worker, Ask ask) {
        String within = ask.query().get("within");
        return Future.succeededFuture(
                liveness(worker, within == null ? LIVE_WITHIN_DEFAULT : within(within)));
    }

    private static Duration within(String text) {
        try {
            return Durations.parse(text);
        } catch (IllegalArgumentException e) {
            throw new ConfigException("within = " + text + ": " + e.getMessage());
        }
    }

    static Page liveness(WorkerControl worker) {
        return liveness(worker, LIVE_WITHIN_DEFAULT);
    }

    /**
     * Whether a worker does what it should: 200, or 503. One that should receive must have done so
     * of late; one that is paused, full, or waits for its target is live all the same, for a
     * restart would change nothing.
     */
    private static Page liveness(WorkerControl worker, Duration within) {
        WorkerStats stats = worker.stats();
        boolean stuck =
                stats.receiving()
                        && stats.busy() < stats.limit()
                        && stats.idleMillis() > within.toMillis();
        boolean live = !stuck && stats.state() != WorkerStats.State.ENDED;
        return Page.json(live ? 200 : 503, WorkerJson.live(live, stats));
    }

    // --- what can be changed

    private static Future<Page> change(WorkerControl worker, Ask ask) {
        Section body = body(ask);
        Values values = body.with(Values.NONE, WorkerKeys.CONCURRENCY);
        values = body.with(values, WorkerKeys.RATE);
        body.finish();
        if (!values.has(WorkerKeys.CONCURRENCY) && !values.has(WorkerKeys.RATE)) {
            throw new ConfigException("the body needs concurrency, rate, or both");
        }
        Future<Void> changed = Future.succeededFuture();
        if (values.has(WorkerKeys.CONCURRENCY)) {
            int concurrency = values.get(WorkerKeys.CONCURRENCY);
            changed = changed.compose(done -> future(worker.concurrency(concurrency)));
        }
        if (values.has(WorkerKeys.RATE)) {
            double rate = values.get(WorkerKeys.RATE);
            changed = changed.compose(done -> future(worker.rate(rate)));
        }
        return changed.map(done -> ok(WorkerJson.whole(worker)));
    }

    private static Future<Page> then(WorkerControl worker, CompletionStage<Void> done) {
        return future(done).map(now -> ok(WorkerJson.whole(worker)));
    }

    private static Section body(Ask ask) {
        return new Section("the request", "body", WorkerJson.read(ask.body().toString()));
    }

    // --- where its requests go

    private static Future<Page> endpoints(WorkerControl worker, Ask ask) {
        return future(worker.endpoints())
                .compose(Endpoints::list)
                .map(all -> ok(WorkerJson.endpoints(all)));
    }

    private static Future<Page> register(WorkerControl worker, Ask ask) {
        Section body = body(ask);
        URI url = url(body.requiredText("url"));
        Duration lease = Objects.requireNonNullElse(body.duration("lease"), LEASE_DEFAULT);
        if (lease.compareTo(LEASE_MIN) < 0 || lease.compareTo(LEASE_MAX) > 0) {
            throw body.wrong("lease", "must be from 1s to 1h");
        }
        body.finish();
        return future(worker.endpoints())
                .compose(endpoints -> endpoints.register(url, lease))
                .compose(done -> endpoints(worker, ask));
    }

    private static Future<Page> deregister(WorkerControl worker, Ask ask) {
        URI url = url(ask.query().get("url"));
        return future(worker.endpoints())
                .compose(endpoints -> endpoints.deregister(url))
                .compose(there ->
                        there
                                ? endpoints(worker, ask)
                                : error(404, "The endpoint " + url + " is not registered."));
    }

    private static URI url(@Nullable String text) {
        try {
            URI url = URI.create(String.valueOf(text));
            String scheme = String.valueOf(url.getScheme());
            if (url.getHost() != null && (scheme.equals("http") || scheme.equals("https"))) {
                return url;
            }
        } catch (IllegalArgumentException e) {
            // the same sentence serves
        }
        throw new ConfigException("url = " + text + ": must be an absolute http or https URL");
    }

    // --- answers

    private static <T> Future<T> future(CompletionStage<T> stage) {
        return Future.fromCompletionStage(stage);
    }

    private static Future<Page> failed(Throwable cause) {
        return cause instanceof IllegalArgumentException
                ? error(400, String.valueOf(cause.getMessage()))
                : error(500, "The worker could not do that: " + cause);
    }

    private static Page ok(String json) {
        return Page.json(200, json);
    }

    private static Future<Page> done(String json) {
        return Future.succeededFuture(ok(json));
    }

    private static Future<Page> error(int status, String sentence) {
        return Future.succeededFuture(Page.json(status, WorkerJson.error(sentence)));
    }
}
