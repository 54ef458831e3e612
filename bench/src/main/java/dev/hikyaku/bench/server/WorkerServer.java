package dev.hikyaku.bench.server;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A worker that has nothing to do: it answers each delivery at once, and tells by GET how many
 * there were and when. DELETE forgets them.
 */
public final class WorkerServer {
    private static final AtomicLong DELIVERIES = new AtomicLong();
    private static final AtomicLong FIRST_NANOS = new AtomicLong();
    private static final AtomicLong LAST_NANOS = new AtomicLong();

    private WorkerServer() {}

    public static void main(String[] arguments) {
        HttpProcess.serve(WorkerServer::serve);
    }

    private static void serve(HttpServerRequest request) {
        if (HttpMethod.POST.equals(request.method())) {
            // once the whole request is here, as any worker would
            request.end()
                    .onSuccess(read -> {
                        count();
                        request.response().end();
                    });
        } else {
            if (HttpMethod.DELETE.equals(request.method())) {
                DELIVERIES.set(0);
            }
            request.response().end(statistics());
        }
    }

    private static void count() {
        long nowNanos = System.nanoTime();
        if (DELIVERIES.getAndIncrement() == 0) {
            FIRST_NANOS.set(nowNanos);
        }
        LAST_NANOS.lazySet(nowNanos);
    }

    private static String statistics() {
        long nanos = LAST_NANOS.get() - FIRST_NANOS.get();
        return "{\"deliveries\":" + DELIVERIES + ",\"nanos\":" + nanos + "}";
    }
}
