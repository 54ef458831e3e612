package dev.hikyaku.server.tracing;

import dev.hikyaku.delivery.Tracing;
import dev.hikyaku.delivery.endpoint.Outcome;
import dev.hikyaku.delivery.source.Message;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigurationException;
import io.opentelemetry.sdk.resources.Resource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.bridge.SLF4JBridgeHandler;

/**
 * A span of kind CONSUMER for each request, by OpenTelemetry's conventions for messaging. It is the
 * child of what the message's {@code traceparent} attribute or its AWSTraceHeader names; a request
 * of several messages has links to these instead.
 */
final class OpenTelemetryTracing implements Tracing {
    private static final String SCOPE = "dev.hikyaku.delivery";
    private static final AttributeKey<String> SERVICE_NAME = AttributeKey.stringKey("service.name");
    private static final AttributeKey<String> SYSTEM = AttributeKey.stringKey("messaging.system");
    private static final AttributeKey<String> OPERATION_NAME =
            AttributeKey.stringKey("messaging.operation.name");
    private static final AttributeKey<String> OPERATION_TYPE =
            AttributeKey.stringKey("messaging.operation.type");
    private static final AttributeKey<String> DESTINATION =
            AttributeKey.stringKey("messaging.destination.name");
    private static final AttributeKey<String> MESSAGE_ID =
            AttributeKey.stringKey("messaging.message.id");
    private static final AttributeKey<Long> BODY_SIZE =
            AttributeKey.longKey("messaging.message.body.size");
    private static final AttributeKey<Long> BATCH_SIZE =
            AttributeKey.longKey("messaging.batch.message_count");
    private static final AttributeKey<Long> STATUS =
            AttributeKey.longKey("http.response.status_code");
    private static final AttributeKey<String> ERROR_TYPE = AttributeKey.stringKey("error.type");
    private static final String PROCESS = "process";

    private final Tracer tracer;
    private final TextMapPropagator propagator;
    private final Runnable close;

    OpenTelemetryTracing(OpenTelemetry telemetry, Runnable close) {
        this.tracer = telemetry.getTracer(SCOPE);
        this.propagator = telemetry.getPropagators().getTextMapPropagator();
        this.close = close;
    }

    /** As the environment says; metrics and logs go other ways. */
    static OpenTelemetryTracing configured() {
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install(); // so that what it complains of is in the log
        try {
            OpenTelemetrySdk sdk =
                    AutoConfiguredOpenTelemetrySdk.builder()
                            .disableShutdownHook()
                            .addPropertiesSupplier(
                                    () -> Map.of("otel.exporter.otlp.protocol", "http/protobuf"))
                            .addPropertiesCustomizer(config ->
                                    Map.of(
                                            "otel.metrics.exporter", "none",
                                            "otel.logs.exporter", "none"))
                            .addResourceCustomizer((resource, config) -> named(resource))
                            .build()
                            .getOpenTelemetrySdk();
            return new OpenTelemetryTracing(sdk, sdk::close);
        } catch (ConfigurationException | IllegalStateException e) {
            throw new IllegalArgumentException(
                    "The OTEL_ variables cannot be used: " + e.getMessage() + ".", e);
        }
    }

    private static Resource named(Resource resource) {
        String name = resource.getAttribute(SERVICE_NAME);
        return name == null || name.startsWith("unknown_service")
                ? resource.merge(Resource.create(Attributes.of(SERVICE_NAME, "hikyaku")))
                : resource;
    }

    @Override
    public Span start(List<Message> messages) {
        Message first = messages.getFirst();
        SpanBuilder builder =
                tracer.spanBuilder(PROCESS + " " + first.queue())
                        .setSpanKind(SpanKind.CONSUMER)
                        .setAttribute(SYSTEM, "aws_sqs")
                        .setAttribute(OPERATION_NAME, PROCESS)
                        .setAttribute(OPERATION_TYPE, PROCESS)
                        .setAttribute(DESTINATION, first.queue());
        if (messages.size() == 1) {
            builder.setParent(MessageContext.of(first, propagator))
                    .setAttribute(MESSAGE_ID, first.id())
                    .setAttribute(BODY_SIZE, (long) first.body().length);
        } else {
            builder.setNoParent().setAttribute(BATCH_SIZE, (long) messages.size());
            messages.forEach(message -> link(builder, message));
        }
        return new Request(builder.startSpan());
    }

    private void link(SpanBuilder builder, Message message) {
        SpanContext sender =
                io.opentelemetry.api.trace.Span.fromContext(MessageContext.of(message, propagator))
                        .getSpanContext();
        if (sender.isValid()) {
            builder.addLink(sender, Attributes.of(MESSAGE_ID, message.id()));
        }
    }

    @Override
    public void close() {
        close.run();
    }

    private final class Request implements Span {
        private final io.opentelemetry.api.trace.Span span;

        Request(io.opentelemetry.api.trace.Span span) {
            this.span = span;
        }

        @Override
        public Map<String, String> headers() {
            var headers = new HashMap<String, String>();
            propagator.inject(
                    Context.root().with(span),
                    headers,
                    (map, name, value) -> {
                        if (map != null) {
                            map.put(name, value);
                        }
                    });
            return headers;
        }

        @Override
        public void end(Outcome outcome) {
            switch (outcome) {
                case Outcome.Delivered delivered ->
                        span.setAttribute(STATUS, (long) delivered.status());
                case Outcome.Postponed postponed -> {}
                case Outcome.Rejected rejected -> {
                    span.setAttribute(STATUS, (long) rejected.status());
                    failed(Integer.toString(rejected.status()), outcome);
                }
                case Outcome.Dead dead -> failed("dead", outcome);
                case Outcome.BatchFailure failure -> failed("batch_failure", outcome);
                case Outcome.NotSent notSent -> failed("not_sent", outcome);
                case Outcome.Unreachable unreachable -> failed("unreachable", outcome);
                case Outcome.TimedOut timedOut -> failed("timeout", outcome);
                case Outcome.Failed failure -> failed("_OTHER", outcome);
            }
            span.end();
        }

        private void failed(String type, Outcome outcome) {
            span.setAttribute(ERROR_TYPE, type).setStatus(StatusCode.ERROR, outcome.text());
        }
    }
}
