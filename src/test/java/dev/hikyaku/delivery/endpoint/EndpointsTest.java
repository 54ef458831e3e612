package dev.hikyaku.delivery.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.hikyaku.delivery.settings.Values;
import dev.hikyaku.delivery.settings.WorkerKeys;
import dev.hikyaku.delivery.source.Message;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A worker with several endpoints: which one is next, and who comes and goes. */
class EndpointsTest {
    private static final Message MESSAGE = Messages.of("id-1", "{}");
    private static final Outcome DONE = new Outcome.Delivered(200);
    private static final Duration SOON = Duration.ofSeconds(15);
    private static final Duration LEASE = Duration.ofMinutes(1);

    private final Vertx vertx = Vertx.vertx();
    private final RawWorker one = new RawWorker();
    private final RawWorker two = new RawWorker();

    @AfterEach
    void end() {
        one.close();
        two.close();
        TargetOnLoop.result(vertx.close());
    }

    private TargetOnLoop target(URI... urls) {
        return new TargetOnLoop(
                vertx, Values.NONE.with(WorkerKeys.CONNECT_TIMEOUT, Duration.ofSeconds(1)), urls);
    }

    private static URI nobody() {
        try (var gone = new RawWorker()) {
            return gone.url("/");
        }
    }

    // --- which one

    @Test
    void equalsTakeTurns() {
        try (var target = target(one.url("/1"), two.url("/2"))) {
            for (int i = 0; i < 10; i++) {
                assertThat(target.outcome(MESSAGE)).isEqualTo(DONE);
            }
        }
        assertThat(one.requests).hasSize(5).allMatch(got -> got.line().contains(" /1 "));
        assertThat(two.requests).hasSize(5).allMatch(got -> got.line().contains(" /2 "));
    }

    @Test
    void theLeastLoadedIsNext() throws Exception {
        var done = new CountDownLatch(1);
        one.script(got -> {
            awaitQuietly(done);
            return RawWorker.OK;
        });
        try (var target = target(one.url("/"), two.url("/"))) {
            Future<Answer> slow = target.start(MESSAGE);
            one.next();
            for (int i = 0; i < 9; i++) {
                assertThat(target.outcome(MESSAGE)).isEqualTo(DONE);
            }
            assertThat(one.requests).isEmpty();
            assertThat(two.requests).hasSize(9);
            assertThat(target.states()).extracting(Endpoints.State::running).containsExactly(1, 0);
            done.countDown();
            assertThat(TargetOnLoop.result(slow).outcome()).isEqualTo(DONE);
            assertThat(target.states()).extracting(Endpoints.State::running).containsExactly(0, 0);
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    // --- health

    @Test
    void whatCannotBeSentGoesElsewhere() {
        try (var target = target(nobody(), one.url("/"))) {
            for (int i = 0; i < 8; i++) {
                assertThat(target.outcome(MESSAGE)).isEqualTo(DONE);
            }
            assertThat(target.states())
                    .extracting(Endpoints.State::up)
                    .containsExactly(false, true);
        }
        assertThat(one.requests).hasSize(8);
    }

    @Test
    void whatWasSentIsNotSentAgain() {
        one.answer("");
        try (var target = target(one.url("/"), two.url("/"))) {
            assertThat(target.outcome(MESSAGE)).isInstanceOf(Outcome.Unreachable.class);
            assertThat(one.requests).hasSize(1);
            assertThat(two.requests).isEmpty();
        }
    }

    @Test
    void oneThatBreaksLeavesTheRotationAndATrialBringsItBack() {
        int port = one.port();
        one.close();
        try (var target = target(URI.create("http://127.0.0.1:" + port + "/"), two.url("/"))) {
            for (int i = 0; i < 2 * Endpoint.FAILURES_MAX; i++) {
                assertThat(target.outcome(MESSAGE)).isEqualTo(DONE);
            }
            assertThat(target.states().getFirst().up()).isFalse();
            try (var back = new RawWorker("127.0.0.1", port)) {
                await().atMost(SOON).until(() -> target.states().getFirst().up());
                target.deliver(MESSAGE);
                target.deliver(MESSAGE);
                assertThat(back.requests).hasSize(1);
            }
        }
    }

    @Test
    void anErrorIsNoReasonToLeave() {
        one.answer("HTTP/1.1 500 X\r\nContent-Length: 0\r\n\r\n");
        try (var target = target(one.url("/"), two.url("/"))) {
            for (int i = 0; i < 20; i++) {
                target.deliver(MESSAGE);
            }
            assertThat(target.states()).allMatch(Endpoints.State::up);
        }
        assertThat(one.requests).hasSize(10);
    }

    @Test
    void whenAllAreOutTheProbeBringsThemBack() {
        int port = one.port();
        one.close();
        try (var target = target(URI.create("http://127.0.0.1:" + port + "/"), nobody())) {
            for (int i = 0; i < 10; i++) {
                Outcome outcome = target.outcome(MESSAGE);
                assertThat(outcome).isInstanceOf(Outcome.NotSent.class);
                assertThat(outcome.targetDown()).isTrue();
            }
            assertThat(target.states()).noneMatch(Endpoints.State::up);
            assertThatThrownBy(() -> TargetOnLoop.result(target.probe()))
                    .hasStackTraceContaining("refused");
            try (var back = new RawWorker("127.0.0.1", port)) {
                TargetOnLoop.result(target.probe());
                assertThat(target.states())
                        .extracting(Endpoints.State::up)
                        .containsExactly(true, false);
                assertThat(target.outcome(MESSAGE)).isEqualTo(DONE);
                assertThat(back.requests).hasSize(1);
            }
        }
    }

    // --- registered

    @Test
    void aWorkerMayHaveRegisteredEndpointsOnly() {
        try (var target = target()) {
            assertThat(target.outcome(MESSAGE))
                    .isEqualTo(new Outcome.NotSent("no endpoint is registered"));
            assertThatThrownBy(() -> TargetOnLoop.result(target.probe()))
                    .hasStackTraceContaining("no endpoint is registered");
            TargetOnLoop.result(target.endpoints().register(one.url("/x"), LEASE));
            TargetOnLoop.result(target.probe());
            assertThat(target.outcome(MESSAGE)).isEqualTo(DONE);
            Endpoints.State state = target.states().getFirst();
            assertThat(state.url()).isEqualTo(one.url("/x"));
            assertThat(state.leaseMillis()).isBetween(1L, LEASE.toMillis());
            assertThat(TargetOnLoop.result(target.endpoints().deregister(one.url("/x")))).isTrue();
            assertThat(TargetOnLoop.result(target.endpoints().deregister(one.url("/x")))).isFalse();
            assertThat(target.states()).isEmpty();
        }
        assertThat(one.requests).hasSize(1).allMatch(got -> got.line().contains(" /x "));
    }

    @Test
    void aLeaseThatIsNotRenewedEnds() {
        try (var target = target(two.url("/"))) {
            TargetOnLoop.result(target.endpoints().register(one.url("/"), LEASE));
            TargetOnLoop.result(target.endpoints().register(one.url("/"), Duration.ofSeconds(1)));
            assertThat(target.states()).hasSize(2);
            await().atMost(SOON).until(() -> target.states().size() == 1);
            assertThat(target.states().getFirst().url()).isEqualTo(two.url("/"));
            assertThat(target.states().getFirst().leaseMillis()).isNull();
        }
    }

    @Test
    void aRenewalKeepsItBeyondItsFirstLease() {
        try (var target = target()) {
            TargetOnLoop.result(target.endpoints().register(one.url("/"), Duration.ofSeconds(1)));
            TargetOnLoop.result(target.endpoints().register(one.url("/"), LEASE));
            await().during(Duration.ofMillis(1300))
                    .atMost(SOON)
                    .until(() -> target.states().size() == 1);
        }
    }

    @Test
    void anArrivalIsToldOnceAndARenewalIsNone() {
        var arrivals = new AtomicInteger();
        try (var target = target()) {
            target.onArrival(arrivals::incrementAndGet);
            TargetOnLoop.result(target.endpoints().register(one.url("/"), LEASE));
            assertThat(arrivals).hasValue(1);
            TargetOnLoop.result(target.endpoints().register(one.url("/"), LEASE));
            TargetOnLoop.result(target.endpoints().register(two.url("/"), LEASE));
            assertThat(arrivals).hasValue(2);
            TargetOnLoop.result(target.endpoints().deregister(one.url("/")));
            assertThat(arrivals).hasValue(2);
            TargetOnLoop.result(target.endpoints().register(one.url("/"), LEASE));
            assertThat(arrivals).hasValue(3);
        }
    }

    /** A worker that restarts at its old address within its lease. */
    @Test
    void oneThatWasGoneArrivesAnewWithItsRenewal() {
        var arrivals = new AtomicInteger();
        int port = one.port();
        URI url = one.url("/");
        one.close();
        try (var target = target()) {
            TargetOnLoop.result(target.endpoints().register(url, LEASE));
            target.deliver(MESSAGE);
            target.onArrival(arrivals::incrementAndGet);
            try (var back = new RawWorker("127.0.0.1", port)) {
                TargetOnLoop.result(target.endpoints().register(url, LEASE));
                await().atMost(SOON).until(() -> arrivals.get() == 1);
                assertThat(target.outcome(MESSAGE)).isEqualTo(DONE);
                assertThat(back.requests).hasSize(1);
            }
        }
    }

    @Test
    void whatRunsAtAnEndpointThatLeavesMayEnd() throws Exception {
        var done = new CountDownLatch(1);
        one.script(got -> {
            awaitQuietly(done);
            return RawWorker.OK;
        });
        try (var target = target()) {
            TargetOnLoop.result(target.endpoints().register(one.url("/"), LEASE));
            Future<Answer> running = target.start(MESSAGE);
            one.next();
            TargetOnLoop.result(target.endpoints().deregister(one.url("/")));
            done.countDown();
            assertThat(TargetOnLoop.result(running).outcome()).isEqualTo(DONE);
        }
    }

    @Test
    void aConfiguredEndpointIsNotDeregistered() {
        try (var target = target(one.url("/"))) {
            assertThat(TargetOnLoop.result(target.endpoints().deregister(one.url("/")))).isFalse();
            TargetOnLoop.result(target.endpoints().register(one.url("/"), LEASE));
            assertThat(target.states()).hasSize(1);
            assertThat(TargetOnLoop.result(target.endpoints().deregister(one.url("/")))).isTrue();
            assertThat(target.states()).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ftp://x/",
                "http:///",
                "unix:/tmp/x:/",
                "http://user@x/",
                "/x",
                "http://x:99999/"
            })
    void onlyHttpMayBeRegistered(String url) {
        try (var target = target()) {
            assertThatThrownBy(() ->
                            TargetOnLoop.result(
                                    target.endpoints().register(URI.create(url), LEASE)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("The url is '" + url + "'");
        }
    }

    @Test
    void leasesHaveLimits() {
        try (var target = target()) {
            for (Duration lease : List.of(Duration.ofMillis(999), Duration.ofSeconds(3601))) {
                assertThatThrownBy(() ->
                                TargetOnLoop.result(
                                        target.endpoints().register(one.url("/"), lease)))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessage(
                                "The lease is "
                                        + lease.toMillis()
                                        + " ms; it must be from 1 second to 1 hour.");
            }
            for (int i = 0; i < Leases.MAX; i++) {
                TargetOnLoop.result(target.endpoints().register(one.url("/" + i), LEASE));
            }
            assertThatThrownBy(() ->
                            TargetOnLoop.result(target.endpoints().register(one.url("/x"), LEASE)))
                    .hasMessageContaining("1000 registered endpoints");
            TargetOnLoop.result(target.endpoints().register(one.url("/0"), LEASE));
        }
    }
}
