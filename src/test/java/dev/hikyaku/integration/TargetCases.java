package dev.hikyaku.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.hikyaku.integration.Sqs.Attribute;
import dev.hikyaku.integration.Sqs.Outgoing;
import dev.hikyaku.integration.TestWorker.Delivery;
import dev.hikyaku.integration.TestWorker.Reply;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Where requests go, and over what. */
interface TargetCases extends DaemonCases {
    @Test
    default void severalUrlsShareTheWorkAndOneMayDie() {
        try (var one = TestWorker.replying(delivery -> Reply.OK);
                var other = TestWorker.replying(delivery -> Reply.OK);
                var daemon =
                        start(setup(one.url("/one"), other.url("/other")).with("concurrency", 4));
                var sqs = daemon.sqs()) {
            send(sqs, daemon.queue().name(), bodies("both", 40));
            awaitEmpty(daemon, sqs);
            assertThat(one.deliveries()).isNotEmpty();
            assertThat(other.deliveries()).isNotEmpty();
            other.down();
            send(sqs, daemon.queue().name(), bodies("one", 40));
            awaitEmpty(daemon, sqs);
            assertThat(one.bodies()).containsAll(bodies("one", 40));
            other.up();
            eventually()
                    .until(() -> {
                        send(sqs, daemon.queue().name(), bodies("again", 4));
                        return other.bodies().stream().anyMatch(body -> body.startsWith("again"));
                    });
        }
    }

    @Test
    default void anEndpointThatRegistersIsUsedUntilItsLeaseEnds() {
        try (var worker = TestWorker.replying(delivery -> Reply.OK);
                var daemon = start(setup());
                var sqs = daemon.sqs()) {
            String queue = daemon.queue().name();
            send(sqs, queue, List.of("before"));
            stays(() -> assertCounts(sqs, queue, 1, 0));
            String lease = "{\"url\": \"" + worker.url("/r") + "\", \"lease\": \"10s\"}";
            assertThat(daemon.admin("POST", "/endpoints", lease).statusCode()).isEqualTo(200);
            eventually().until(() -> worker.bodies().contains("before"));
            eventually().until(() -> !daemon.admin("GET", "/endpoints", "").body().contains("/r"));
            send(sqs, queue, List.of("after"));
            stays(() -> assertThat(worker.bodies()).containsExactly("before"));
            daemon.admin("POST", "/endpoints", lease);
            eventually().until(() -> worker.bodies().contains("after"));
        }
    }

    @Test
    default void queuesAndAttributesChooseThePath() {
        var queues =
                List.of(
                        DaemonSetup.Queue.of("invoices-" + newName()),
                        DaemonSetup.Queue.of(newName()));
        try (var worker = TestWorker.replying(delivery -> Reply.OK);
                var daemon =
                        start(
                                setup(queues, worker.url("/own"))
                                        .with(
                                                "routes",
                                                List.of("invoices-*=/invoices?x=1", "nobody=/no"))
                                        .with("path-attribute", "Path")
                                        .with("paths", List.of("/a", "/b")));
                var sqs = daemon.sqs()) {
            String invoices = queues.getFirst().name();
            send(sqs, invoices, List.of("by queue"));
            send(sqs, queues.getLast().name(), List.of("by url"));
            for (String path : List.of("/b", "/c", "/a/../b")) {
                var attribute = Map.of("Path", Attribute.of("String", path));
                send(sqs, invoices, Outgoing.of("by attribute " + path).with(attribute));
            }
            eventually().until(() -> worker.deliveries().size() >= 3);
            stays(() -> assertThat(worker.deliveries()).hasSize(3));
            assertThat(worker.deliveries())
                    .extracting(
                            Delivery::body, Delivery::path, each -> each.header("X-Aws-Sqsd-Path"))
                    .containsExactlyInAnyOrder(
                            tuple("by queue", "/invoices?x=1", "/invoices"),
                            tuple("by url", "/own", "/own"),
                            tuple("by attribute /b", "/b", "/b"));
        }
    }

    @Test
    default void overTlsWithACertificateOfItsOwn() {
        var folder = newFolder();
        try (var worker = TransportWorker.tls(folder);
                var daemon =
                        start(
                                setup(worker.url())
                                        .with("tls.ca", folder.resolve("ca.pem").toString())
                                        .with("tls.cert", folder.resolve("client.pem").toString())
                                        .with("tls.key", folder.resolve("client.key").toString())
                                        .with("http-version", 2));
                var sqs = daemon.sqs()) {
            send(sqs, daemon.queue().name(), bodies("secret", 5));
            awaitEmpty(daemon, sqs);
            assertThat(worker.seen())
                    .hasSize(5)
                    .allMatch(each -> each.startsWith("HTTP_2 CN=hikyaku /jobs secret"));
        }
    }

    @Test
    default void overADomainSocket() {
        try (var worker = TransportWorker.domainSocket(newFolder().resolve("w.sock"));
                var daemon = start(setup(worker.url()));
                var sqs = daemon.sqs()) {
            send(sqs, daemon.queue().name(), bodies("local", 5));
            awaitEmpty(daemon, sqs);
            assertThat(worker.seen())
                    .hasSize(5)
                    .allMatch(each -> each.startsWith("HTTP_1_1  /jobs local"));
        }
    }

    @Test
    default void overHttp2ByPriorKnowledge() {
        try (var worker = TransportWorker.plain();
                var daemon = start(setup(worker.url()).with("http-version", 2));
                var sqs = daemon.sqs()) {
            send(sqs, daemon.queue().name(), bodies("framed", 5));
            awaitEmpty(daemon, sqs);
            assertThat(worker.seen())
                    .hasSize(5)
                    .allMatch(each -> each.startsWith("HTTP_2  /jobs framed"));
        }
    }
}
