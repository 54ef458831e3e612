package dev.hikyaku.cli.demo;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.util.BitSet;

/** An HTTP worker as a team would write it, but for the failures, which it is told to have. */
final class SampleWorker {
    private static final int OK = 200;
    private static final int FAILED = 500;

    private final Vertx vertx;
    private final Tally tally;
    private final BitSet seen = new BitSet();

    SampleWorker(Vertx vertx, Tally tally) {
        this.vertx = vertx;
        this.tally = tally;
    }

    Future<HttpServer> listen() {
        return vertx.createHttpServer().requestHandler(this::serve).listen(0, "127.0.0.1");
    }

    private void serve(HttpServerRequest request) {
        request.body()
                .onSuccess(body -> {
                    int status = work(Job.parse(body.toString()));
                    request.response().setStatusCode(status).end();
                });
    }

    private synchronized int work(Job job) {
        boolean first = !seen.get(job.number());
        seen.set(job.number());
        tally.arrived(job, first, System.currentTimeMillis());
        boolean succeeds =
                job.fate() == Job.Fate.SUCCEEDS || (job.fate() == Job.Fate.FAILS_ONCE && !first);
        if (succeeds) {
            tally.delivered(job);
        }
        return succeeds ? OK : FAILED;
    }
}
