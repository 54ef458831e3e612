package dev.hikyaku.delivery.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class DeadlinesTest {
    private static final Duration LIMIT = Duration.ofMillis(30);
    private static final Vertx VERTX = Vertx.vertx();

    private static Context loop;

    private final Deadlines deadlines = new Deadlines(VERTX, LIMIT);
    private final BlockingQueue<Request> over = new LinkedBlockingQueue<>();

    @BeforeAll
    static void makeLoop() {
        loop = VERTX.getOrCreateContext();
    }

    @AfterAll
    static void close() {
        VERTX.close().toCompletionStage().toCompletableFuture().join();
    }

    private final class Request implements Deadlines.Limited {
        private final long startNanos = System.nanoTime();
        private final Runnable then;
        private Duration after = Duration.ZERO;

        Request(Runnable then) {
            this.then = then;
        }

        @Override
        public void timedOut() {
            after = Duration.ofNanos(System.nanoTime() - startNanos);
            then.run();
            over.add(this);
        }
    }

    private Request begin(Runnable then) {
        var request = new Request(then);
        deadlines.add(request);
        return request;
    }

    private Request next() throws InterruptedException {
        Request request = over.poll(10, TimeUnit.SECONDS);
        assertThat(request).isNotNull();
        assertThat(request.after).isGreaterThanOrEqualTo(LIMIT);
        return request;
    }

    @Test
    void eachTimesOutAfterItsOwnTime() throws InterruptedException {
        loop.runOnContext(now -> {
            begin(() -> {});
            VERTX.setTimer(LIMIT.toMillis() / 2, later -> begin(() -> {}));
        });
        Request first = next();
        Request second = next();
        assertThat(second.startNanos).isGreaterThan(first.startNanos);
    }

    @Test
    void whatHasEndedDoesNotTimeOut() throws InterruptedException {
        loop.runOnContext(now -> {
            Request ended = begin(() -> {});
            begin(() -> {});
            deadlines.remove(ended);
        });
        next();
        assertThat(over).isEmpty();
    }

    @Test
    void whatBeginsWhenAnotherTimesOutIsNotForgotten() throws InterruptedException {
        loop.runOnContext(now -> {
            begin(() -> begin(() -> {}));
            begin(() -> {});
        });
        next();
        next();
        next();
    }

    @Test
    void aPauseIsNoEnd() throws InterruptedException {
        loop.runOnContext(now -> begin(() -> {}));
        next();
        loop.runOnContext(now -> begin(() -> {}));
        next();
    }
}
