package dev.hikyaku.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hikyaku.integration.Sqs.Attribute;
import dev.hikyaku.integration.Sqs.Outgoing;
import dev.hikyaku.integration.TestWorker.Delivery;
import dev.hikyaku.integration.TestWorker.Reply;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The request of Elastic Beanstalk's worker tier, byte for byte: no header is unaccounted for. */
interface ContractCases extends DaemonCases {
    String BODY = "{\"text\":\"\u00e9\u3042\ud83d\ude80\"}\r\n\t\"<&>";

    /** Those whose values are known; the names exactly as they stand in its documentation. */
    private static List<String> expected(String authority, String queue, String id, Delivery got) {
        String received = got.header("X-Aws-Sqsd-First-Received-At");
        String sender = got.header("X-Aws-Sqsd-Sender-Id");
        var lines =
                new ArrayList<>(
                        List.of(
                                "User-Agent: aws-sqsd/2.0",
                                "Content-Type: application/json",
                                "X-Aws-Sqsd-Msgid: " + id,
                                "X-Sqsd-Msgid: " + id,
                                "X-Aws-Sqsd-Queue: " + queue,
                                "X-Aws-Sqsd-First-Received-At: " + received,
                                "X-Sqsd-First-Received-At: " + received,
                                "X-Aws-Sqsd-Receive-Count: 1",
                                "X-Aws-Sqsd-Sent-At: " + got.header("X-Aws-Sqsd-Sent-At"),
                                "X-Aws-Sqsd-Path: /jobs/new",
                                "X-Aws-Sqsd-Sender-Id: " + sender,
                                "X-Aws-Sqsd-Attr-Plain: a b",
                                "X-Aws-Sqsd-Attr-a.b-c_D: 12.50",
                                "X-Aws-Sqsd-Attr-Text: UTF-8''%C3%A9%0A",
                                "host: " + authority,
                                "content-length: " + BODY.getBytes(StandardCharsets.UTF_8).length));
        assertThat(sender).isNotEmpty();
        return lines;
    }

    @Test
    default void aRequestIsThatOfElasticBeanstalk() {
        var attributes =
                Map.of(
                        "Plain", Attribute.of("String", "a b"),
                        "a.b-c_D", Attribute.of("Number.float", "12.50"),
                        "Text", Attribute.of("String", "\u00e9\n"),
                        "Picture", Attribute.of("Binary", new byte[] {1, 2}));
        try (var worker = TestWorker.replying(delivery -> Reply.OK);
                var daemon = start(setup(worker.url("/jobs/new?a=b")));
                var sqs = daemon.sqs()) {
            String queue = daemon.queue().name();
            Instant before = Instant.now().minusSeconds(1);
            String id = sqs.send(sqs.queueUrl(queue), Outgoing.of(BODY).with(attributes)).id();
            awaitEmpty(daemon, sqs);
            Delivery delivery = worker.deliveries().getFirst();
            String authority = worker.url("").substring("http://".length());
            assertThat(delivery.head()).startsWith("POST /jobs/new?a=b HTTP/1.1\r\n");
            assertThat(delivery.headerLines())
                    .containsExactlyInAnyOrderElementsOf(expected(authority, queue, id, delivery));
            assertThat(delivery.bytes()).isEqualTo(BODY.getBytes(StandardCharsets.UTF_8));
            var sentAt = Instant.parse(delivery.header("X-Aws-Sqsd-Sent-At"));
            var receivedAt = Instant.parse(delivery.header("X-Aws-Sqsd-First-Received-At"));
            assertThat(List.of(before, sentAt, receivedAt, Instant.now().plusSeconds(1)))
                    .isSorted();
        }
    }

    @Test
    default void tracesGoOnAndTheMetricsTellOfTheDelivery() {
        String parent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
        String root = "Root=1-5759e988-bd862e3fe1be46a994272793;Sampled=1";
        var attributes =
                Map.of(
                        "traceparent", Attribute.of("String", parent),
                        "tracestate", Attribute.of("String", "vendor=1"));
        try (var worker = TestWorker.replying(delivery -> Reply.OK);
                var daemon = start(setup(worker.url("/")));
                var sqs = daemon.sqs()) {
            sqs.send(
                    sqs.queueUrl(daemon.queue().name()),
                    Outgoing.of("traced").with(attributes).traced(root));
            awaitEmpty(daemon, sqs);
            assertThat(worker.deliveries().getFirst().headerLines())
                    .contains(
                            "traceparent: " + parent,
                            "tracestate: vendor=1",
                            "X-Aws-Sqsd-Attr-traceparent: " + parent,
                            "X-Amzn-Trace-Id: " + root);
            assertThat(daemon.metrics())
                    .contains("hikyaku_worker_received_total{worker=\"tested\"} 1.0")
                    .contains("hikyaku_worker_delivered_total{worker=\"tested\"} 1.0")
                    .contains("hikyaku_worker_failed_total{worker=\"tested\"} 0.0")
                    .contains("hikyaku_worker_state{state=\"receiving\",worker=\"tested\"} 1.0")
                    .contains(
                            "hikyaku_worker_delivery_seconds_count{outcome=\"delivered\",worker=\"tested\"} 1");
        }
    }
}
