package dev.hikyaku.server.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hikyaku.delivery.Tracing;
import dev.hikyaku.delivery.endpoint.Outcome;
import dev.hikyaku.delivery.source.Message;
import dev.hikyaku.model.MessageAttribute;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpenTelemetryTracingTest {
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String PARENT = "b7ad6b7169203331";
    private static final String TRACEPARENT = "00-" + TRACE + "-" + PARENT + "-01";

    private final InMemorySpanExporter exporter = InMemorySpanExporter.create();
    private final OpenTelemetrySdk sdk =
            OpenTelemetrySdk.builder()
                    .setTracerProvider(
                            SdkTracerProvider.builder()
                                    .addSpanProcessor(SimpleSpanProcessor.create(exporter))
                                    .build())
                    .setPropagators(
                            ContextPropagators.create(W3CTraceContextPropagator.getInstance()))
                    .build();
    private final Tracing tracing = new OpenTelemetryTracing(sdk, sdk::close);

    @AfterEach
    void close() throws Exception {
        tracing.close();
    }

    private static Message message(
            String id, Map<String, String> attributes, Map<String, String> system) {
        var typed = new HashMap<String, MessageAttribute>();
        attributes.forEach(
                (name, value) -> typed.put(name, new MessageAttribute("String", value, null)));
        return new Message(
                id,
                "jobs",
                "arn:aws:sqs:us-east-1:000000000000:jobs",
                () -> "handle",
                "hello".getBytes(StandardCharsets.UTF_8),
                "5d41402abc4b2a76b9719d911017c592",
                typed,
                1,
                0,
                0,
                null,
                system);
    }

    private SpanData only() {
        assertThat(exporter.getFinishedSpanItems()).hasSize(1);
        return exporter.getFinishedSpanItems().getFirst();
    }

    private static Object attribute(SpanData span, String name) {
        return span.getAttributes().asMap().entrySet().stream()
                .filter(each -> each.getKey().getKey().equals(name))
                .map(Map.Entry::getValue)
                .findAny()
                .orElse("none");
    }

    @Test
    void aDeliveryIsTheChildOfTheSendersSpanAndTheParentOfTheWorkers() {
        Tracing.Span span =
                tracing.start(
                        List.of(message("id-1", Map.of("traceparent", TRACEPARENT), Map.of())));
        Map<String, String> headers = span.headers();
        span.end(new Outcome.Delivered(204));
        SpanData data = only();
        assertThat(data.getName()).isEqualTo("process jobs");
        assertThat(data.getKind()).isEqualTo(SpanKind.CONSUMER);
        assertThat(data.getTraceId()).isEqualTo(TRACE);
        assertThat(data.getParentSpanId()).isEqualTo(PARENT);
        assertThat(data.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
        assertThat(headers)
                .containsEntry("traceparent", "00-" + TRACE + "-" + data.getSpanId() + "-01");
        assertThat(data.getAttributes().asMap())
                .containsEntry(AttributeKey.stringKey("messaging.system"), "aws_sqs")
                .containsEntry(AttributeKey.stringKey("messaging.operation.name"), "process")
                .containsEntry(AttributeKey.stringKey("messaging.operation.type"), "process")
                .containsEntry(AttributeKey.stringKey("messaging.destination.name"), "jobs")
                .containsEntry(AttributeKey.stringKey("messaging.message.id"), "id-1")
                .containsEntry(AttributeKey.longKey("messaging.message.body.size"), 5L)
                .containsEntry(AttributeKey.longKey("http.response.status_code"), 204L);
    }

    @Test
    void withoutAnAttributeTheTraceHeaderOfAwsIsTheParent() {
        String header = "Root=1-0af76519-16cd43dd8448eb211c80319c;Parent=" + PARENT + ";Sampled=1";
        tracing.start(List.of(message("id-1", Map.of(), Map.of("AWSTraceHeader", header))))
                .end(new Outcome.Delivered(200));
        assertThat(only().getTraceId()).isEqualTo(TRACE);
        assertThat(only().getParentSpanId()).isEqualTo(PARENT);
    }

    @ParameterizedTest
    @CsvSource({"'', ''", "rubbish, ''", "'', rubbish", "rubbish, Root=1;Parent=2"})
    void whatNamesNoTraceBeginsANewOne(String traceparent, String header) {
        var message =
                message("id", Map.of("traceparent", traceparent), Map.of("AWSTraceHeader", header));
        tracing.start(List.of(message)).end(new Outcome.Delivered(200));
        assertThat(only().getParentSpanContext().isValid()).isFalse();
        assertThat(only().getTraceId()).isNotEqualTo(TRACE);
    }

    @Test
    void severalMessagesAreLinked() {
        var traced = message("id-1", Map.of("traceparent", TRACEPARENT), Map.of());
        var untraced = message("id-2", Map.of(), Map.of());
        tracing.start(List.of(traced, untraced)).end(new Outcome.Delivered(200));
        SpanData data = only();
        assertThat(data.getParentSpanContext().isValid()).isFalse();
        assertThat(data.getLinks()).hasSize(1);
        assertThat(data.getLinks().getFirst().getSpanContext().getSpanId()).isEqualTo(PARENT);
        assertThat(attribute(data, "messaging.batch.message_count")).isEqualTo(2L);
        assertThat(attribute(data, "messaging.message.id")).isEqualTo("none");
    }

    @Test
    void failuresHaveATypeAndAReason() {
        var outcomes =
                Map.of(
                        "503", new Outcome.Rejected(503),
                        "timeout", new Outcome.TimedOut(Duration.ofSeconds(1)),
                        "unreachable", new Outcome.Unreachable("refused", false),
                        "dead", new Outcome.Dead("poison"),
                        "_OTHER", new Outcome.Failed("bug"));
        outcomes.forEach((type, outcome) -> {
            exporter.reset();
            tracing.start(List.of(message("id", Map.of(), Map.of()))).end(outcome);
            assertThat(attribute(only(), "error.type")).isEqualTo(type);
            assertThat(only().getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
            assertThat(only().getStatus().getDescription()).isEqualTo(outcome.text());
        });
    }

    @Test
    void whatIsPutOffIsNoError() {
        tracing.start(List.of(message("id", Map.of(), Map.of())))
                .end(new Outcome.Postponed(Duration.ofSeconds(5)));
        assertThat(only().getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
        assertThat(attribute(only(), "error.type")).isEqualTo("none");
    }

    @ParameterizedTest
    @CsvSource({
        "'', false",
        "OTEL_SERVICE_NAME=x, false",
        "OTEL_TRACES_EXPORTER=none, false",
        "OTEL_TRACES_EXPORTER=otlp, true",
        "OTEL_EXPORTER_OTLP_ENDPOINT=http://h:4318, true",
        "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT=http://h:4318/v1/traces, true",
        "OTEL_TRACES_EXPORTER=none OTEL_EXPORTER_OTLP_ENDPOINT=http://h:4318, false",
        "OTEL_TRACES_EXPORTER=otlp OTEL_SDK_DISABLED=true, false"
    })
    void theEnvironmentSaysWhetherThereIsAny(String variables, boolean wanted) {
        var environment = new HashMap<String, String>();
        for (String variable : variables.split(" ", -1)) {
            String[] parts = variable.split("=", 2);
            environment.put(parts[0], parts.length > 1 ? parts[1] : "");
        }
        assertThat(Traces.wanted(environment)).isEqualTo(wanted);
    }
}
