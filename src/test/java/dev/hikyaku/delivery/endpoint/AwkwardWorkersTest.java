package dev.hikyaku.delivery.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hikyaku.delivery.settings.Values;
import dev.hikyaku.delivery.settings.WorkerKeys;
import dev.hikyaku.delivery.source.Message;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.net.SocketAddress;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever a worker does, a delivery ends long before its time limit, and leaves nothing behind.
 */
class AwkwardWorkersTest {
    private static final Message MESSAGE = Messages.of("id-1", "{}");
    private static final Outcome DONE = new Outcome.Delivered(200);
    private static final Duration SOON = Duration.ofSeconds(15);
    private static final int MEGABYTE = 1 << 20;

    @TempDir Path folder;
    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void end() {
        TargetOnLoop.result(vertx.close());
    }

    private TargetOnLoop target(URI... urls) {
        return new TargetOnLoop(
                vertx, Values.NONE.with(WorkerKeys.REQUEST_TIMEOUT, Duration.ofMinutes(5)), urls);
    }

    private static void assertNothingRuns(TargetOnLoop target) {
        assertThat(target.states()).extracting(Endpoints.State::running).containsOnly(0);
    }

    @Test
    void headersOfAMegabyteFail() {
        try (var worker = new RawWorker();
                var target = target(worker.url("/"))) {
            for (String headers :
                    new String[] {
                        "X-Long: " + "x".repeat(MEGABYTE) + "\r\n",
                        "X-Many: x\r\n".repeat(MEGABYTE / 11)
                    }) {
                worker.answer("HTTP/1.1 200 OK\r\n" + headers + "Content-Length: 0\r\n\r\n");
                Outcome outcome = target.outcome(MESSAGE);
                assertThat(outcome).isInstanceOf(Outcome.Unreachable.class);
                assertThat(outcome.text()).hasSizeLessThan(1000);
                assertNothingRuns(target);
            }
            worker.answer(RawWorker.OK);
            assertThat(target.outcome(MESSAGE)).isEqualTo(DONE);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "HTTP/1.1 200 OK\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhal",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhal"
            })
    void aConnectionThatIsHalfClosedBeforeTheAnswersEndFails(String answer) throws Exception {
        try (var worker = new HalfCloser(answer);
                var target = target(worker.url())) {
            for (int i = 0; i < 5; i++) {
                assertThat(target.outcome(MESSAGE)).isInstanceOf(Outcome.Unreachable.class);
            }
            assertNothingRuns(target);
        }
    }

    @Test
    void aConnectionThatIsHalfClosedBehindTheAnswerIsNotUsedAgain() throws Exception {
        try (var worker = new HalfCloser(RawWorker.OK);
                var target = target(worker.url())) {
            for (int i = 0; i < 5; i++) {
                assertThat(target.outcome(MESSAGE)).isEqualTo(DONE);
                await().atMost(SOON).until(() -> worker.open.get() == 0);
            }
            assertNothingRuns(target);
        }
    }

    @Test
    void aLeaseMayEndWhileItsEndpointIsAtWork() throws Exception {
        var finish = new CountDownLatch(1);
        try (var worker = new RawWorker();
                var target = target()) {
            worker.script(got -> {
                awaitQuietly(finish);
                return RawWorker.OK;
            });
            var leases = target.endpoints();
            TargetOnLoop.result(leases.register(worker.url("/"), Duration.ofSeconds(1)));
            Future<Answer> first = target.start(MESSAGE);
            worker.next();
            await().atMost(SOON).until(() -> target.states().isEmpty());
            assertThat(target.outcome(MESSAGE)).isInstanceOf(Outcome.NotSent.class);
            TargetOnLoop.result(leases.register(worker.url("/"), Duration.ofMinutes(1)));
            Future<Answer> second = target.start(MESSAGE);
            worker.next();
            finish.countDown();
            assertThat(TargetOnLoop.result(first).outcome()).isEqualTo(DONE);
            assertThat(TargetOnLoop.result(second).outcome()).isEqualTo(DONE);
            assertNothingRuns(target);
        }
    }

    @Test
    void anEndpointThatDiesAfterItsLeaseLeavesNoTrialBehind() throws Exception {
        var die = new CountDownLatch(1);
        try (var worker = new RawWorker();
                var target = target()) {
            worker.script(got -> {
                awaitQuietly(die);
                return "";
            });
            var leases = target.endpoints();
            TargetOnLoop.result(leases.register(worker.url("/"), Duration.ofMinutes(1)));
            Future<Answer> running = target.start(MESSAGE);
            worker.next();
            TargetOnLoop.result(leases.deregister(worker.url("/")));
            die.countDown();
            assertThat(TargetOnLoop.result(running).outcome())
                    .isInstanceOf(Outcome.Unreachable.class);
            assertThat(target.states()).isEmpty();
        }
    }

    /** As a worker that is deployed anew does it: another one is bound and put in its place. */
    @Test
    void aDomainSocketMayBeReplaced() throws Exception {
        Path socket = folder.resolve("w.sock");
        Path fresh = folder.resolve("fresh.sock");
        var reached = new AtomicInteger();
        HttpServer old = listen(socket, 1, reached);
        try (var target = target(URI.create("unix:" + socket + ":/jobs"))) {
            assertThat(target.outcome(MESSAGE)).isEqualTo(DONE);
            assertThat(reached).hasValue(1);
            listen(fresh, 100, reached);
            TargetOnLoop.result(old.close());
            assertThat(target.outcome(MESSAGE).targetDown()).isTrue();
            Files.move(fresh, socket);
            assertThat(target.outcome(MESSAGE)).isEqualTo(DONE);
            assertThat(reached).hasValue(101);
            assertNothingRuns(target);
        }
    }

    private HttpServer listen(Path socket, int weight, AtomicInteger reached) {
        return TargetOnLoop.result(
                vertx.createHttpServer()
                        .requestHandler(request -> {
                            reached.addAndGet(weight);
                            request.response().end();
                        })
                        .listen(SocketAddress.domainSocketAddress(socket.toString())));
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Says that it will send no more behind each answer, and goes on to listen. */
    private static final class HalfCloser implements AutoCloseable {
        final AtomicInteger open = new AtomicInteger();
        private final ServerSocket server =
                new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        private final String answer;

        HalfCloser(String answer) throws IOException {
            this.answer = answer;
            Thread.ofVirtual().start(this::accept);
        }

        URI url() {
            return URI.create("http://127.0.0.1:" + server.getLocalPort() + "/");
        }

        private void accept() {
            try {
                while (true) {
                    Socket socket = server.accept();
                    open.incrementAndGet();
                    Thread.ofVirtual().start(() -> serve(socket));
                }
            } catch (IOException e) {
                // closed
            }
        }

        private void serve(Socket socket) {
            try (socket) {
                byte[] buffer = new byte[1 << 16];
                boolean answered = false;
                while (socket.getInputStream().read(buffer) >= 0) {
                    if (!answered) {
                        answered = true;
                        OutputStream out = socket.getOutputStream();
                        out.write(answer.getBytes(StandardCharsets.ISO_8859_1));
                        socket.shutdownOutput();
                    }
                }
            } catch (IOException e) {
                // the client has gone
            } finally {
                open.decrementAndGet();
            }
        }

        @Override
        public void close() throws IOException {
            server.close();
        }
    }
}
