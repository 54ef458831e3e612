package dev.hikyaku.server;

import dev.hikyaku.delivery.WorkerControl;
import dev.hikyaku.http.OwnPaths.Page;
import dev.hikyaku.http.OwnPaths.Resource;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.util.Map;
import java.util.function.Supplier;

/** The paths of taiyoh's sqsd, for the one worker of {@code hikyaku work}. */
final class SqsdApi {
    private SqsdApi() {}

    static Map<String, Resource> resources(WorkerControl worker) {
        return Map.of(
                "/worker/stats",
                at(HttpMethod.GET, () -> Future.succeededFuture(stats(worker))),
                "/worker/current/jobs",
                at(
                        HttpMethod.GET,
                        () ->
                                Future.fromCompletionStage(worker.jobs())
                                        .map(jobs -> WorkerJson.jobs("current_jobs", jobs))),
                "/worker/pause",
                at(
                        HttpMethod.POST,
                        () ->
                                Future.fromCompletionStage(worker.pause())
                                        .map(done -> stats(worker))),
                "/worker/resume",
                at(
                        HttpMethod.POST,
                        () ->
                                Future.fromCompletionStage(worker.resume())
                                        .map(done -> stats(worker))));
    }

    private static String stats(WorkerControl worker) {
        return WorkerJson.sqsd(worker.stats()).toString();
    }

    private static Resource at(HttpMethod method, Supplier<Future<String>> json) {
        return ask ->
                ask.method().equals(method) && ask.below().isEmpty()
                        ? json.get().map(text -> Page.json(200, text))
                        : Future.succeededFuture(
                                Page.json(
                                        405,
                                        WorkerJson.error(
                                                "Only " + method.name() + " is allowed here.")));
    }
}
