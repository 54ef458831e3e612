package dev.hikyaku.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.hikyaku.api.RandomRequests;
import dev.hikyaku.api.RandomRequests.Request;
import dev.hikyaku.server.InMemoryServer;
import java.io.UncheckedIOException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Requests along the shapes of all actions, many of them wrong, to a server that must not break:
 * each is answered or its connection closed, no answer is the server's fault, the log has no error,
 * and when all is over the server holds what it held before.
 *
 * <p>{@code -Dhikyaku.fuzz.seconds=N -Dhikyaku.fuzz.seed=N}
 */
final class RequestFuzzIT {
    private static final Duration TIME =
            Duration.ofSeconds(Long.getLong("hikyaku.fuzz.seconds", 12));
    private static final long SEED = Long.getLong("hikyaku.fuzz.seed", 1);

    /** More than the longest long poll. */
    private static final Duration PATIENCE = Duration.ofSeconds(25);

    private static final int RECENT_MAX = 20;
    private static final int SHOWN_CHARS_MAX = 2000;
    private static final int OWN_SOCKETS_MAX = 16;
    private static final long HEAP_GROWTH_MAX_KIB = 32 << 10;
    private static final long RESIDENT_GROWTH_MAX_KIB = 96 << 10;
    private static final Pattern FAULT = Pattern.compile("(?m)^HTTP/1\\.[01] 5\\d\\d");

    private final Random random = new Random(SEED);
    private final Deque<byte[]> recent = new ArrayDeque<>();
    private final RandomRequests requests = requests();
    private int count;
    private @Nullable RawHttp connection;

    private RandomRequests requests() {
        try (var server = new InMemoryServer()) {
            return new RandomRequests(server.services(), random);
        }
    }

    @Test
    void noRequestBreaksTheServer(@TempDir Path folder) {
        assumeTrue(ProcessGauge.available(), "reads /proc");
        System.out.println("requests to break a server: -Dhikyaku.fuzz.seed=" + SEED);
        try (var server = ServerProcess.start(folder)) {
            var gauge = new ProcessGauge(server.process().pid());
            send(server, TIME.dividedBy(3));
            long sockets = gauge.sockets();
            long heap = gauge.heapKib();
            long resident = gauge.residentKib();
            send(server, TIME.multipliedBy(2).dividedBy(3));
            awaitSockets(gauge, sockets + OWN_SOCKETS_MAX);
            report("sockets", sockets, gauge.sockets());
            report("KiB of heap", heap, gauge.heapKib());
            report("KiB resident", resident, gauge.residentKib());
            assertThat(gauge.heapKib() - heap).as("KiB of heap").isLessThan(HEAP_GROWTH_MAX_KIB);
            assertThat(gauge.residentKib() - resident)
                    .as("KiB resident")
                    .isLessThan(RESIDENT_GROWTH_MAX_KIB);
            server.stop();
            assertNoErrors(server);
        }
    }

    private void report(String what, long before, long after) {
        System.out.printf("after %d requests: %s %d, before %d%n", count, what, after, before);
    }

    /** Connections of clients that are gone; some of its own calls may still be open. */
    private static void awaitSockets(ProcessGauge gauge, long max) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(100))
                .untilAsserted(
                        () -> assertThat(gauge.sockets()).as("sockets").isLessThanOrEqualTo(max));
    }

    private void send(ServerProcess server, Duration time) {
        var odd = new OddHttp(server.url(), random);
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < end) {
            Request request = requests.next();
            if (random.nextInt(40) == 0) {
                odd(server, odd, odd.of(request));
            } else {
                plain(server, request);
            }
            if (++count % 500 == 0) {
                assertNoErrors(server);
            }
        }
        disconnect();
        assertNoErrors(server);
    }

    private void plain(ServerProcess server, Request request) {
        String line = request.method() + " " + request.path() + " HTTP/1.1";
        byte[] bytes = OddHttp.whole(line, request, request.body().length);
        note(bytes);
        try {
            RawHttp open = connection == null ? new RawHttp(server.url(), PATIENCE) : connection;
            connection = open;
            var answer = open.send(bytes).read();
            if (answer.status() >= 500) {
                throw broken(server, "was answered with " + answer.status() + " " + answer.body());
            }
            if (answer.status() == 200) {
                requests.heard(answer.body());
            }
            if (answer.header("connection").equals("close")) {
                disconnect();
            }
        } catch (UncheckedIOException e) {
            disconnect();
            if (e.getCause() instanceof SocketTimeoutException) {
                throw broken(server, "was not answered within " + PATIENCE);
            }
        }
    }

    private void odd(ServerProcess server, OddHttp odd, byte[] bytes) {
        note(bytes);
        try {
            String answer = odd.exchange(bytes);
            if (FAULT.matcher(answer).find()) {
                throw broken(server, "was answered with " + answer);
            }
        } catch (SocketTimeoutException e) {
            throw broken(server, "was neither answered nor refused: " + e.getMessage());
        }
    }

    private void disconnect() {
        if (connection != null) {
            connection.close();
            connection = null;
        }
    }

    private void note(byte[] request) {
        recent.addLast(request);
        if (recent.size() > RECENT_MAX) {
            recent.removeFirst();
        }
    }

    private void assertNoErrors(ServerProcess server) {
        String log = server.process().stderr();
        if (log.contains("ERROR") || log.contains("\tat ")) {
            throw broken(server, "or one before it is in the log as an error");
        }
    }

    private AssertionError broken(ServerProcess server, String what) {
        var text =
                new StringBuilder(
                        "-Dhikyaku.fuzz.seed=" + SEED + ": request " + count + " " + what);
        recent.descendingIterator()
                .forEachRemaining(each -> text.append("\n--- ").append(shown(each)));
        return new AssertionError(server.process().describe(text.toString()));
    }

    private static String shown(byte[] request) {
        String text = new String(request, StandardCharsets.ISO_8859_1);
        return text.length() <= SHOWN_CHARS_MAX
                ? text
                : text.substring(0, SHOWN_CHARS_MAX) + "... " + text.length() + " bytes";
    }
}
