package dev.hikyaku.server.tracing;

import dev.hikyaku.delivery.source.Message;
import dev.hikyaku.model.MessageAttribute;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.contrib.awsxray.propagator.AwsXrayPropagator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The trace that the sender of a message was in. */
final class MessageContext {
    private static final String TRACE_HEADER = "AWSTraceHeader";
    private static final String XRAY_FIELD = "X-Amzn-Trace-Id";

    private MessageContext() {}

    /** By its message attributes or, if they name none, by its AWSTraceHeader. */
    static Context of(Message message, TextMapPropagator propagator) {
        Context byAttributes =
                propagator.extract(Context.root(), message.attributes(), new ByAttributes());
        if (Span.fromContext(byAttributes).getSpanContext().isValid()) {
            return byAttributes;
        }
        return AwsXrayPropagator.getInstance()
                .extract(byAttributes, message.system(), new ByTraceHeader());
    }

    private static final class ByAttributes
            implements TextMapGetter<Map<String, MessageAttribute>> {
        @Override
        public Iterable<String> keys(Map<String, MessageAttribute> attributes) {
            return attributes.keySet();
        }

        @Override
        public @Nullable String get(
                @Nullable Map<String, MessageAttribute> attributes, String name) {
            MessageAttribute attribute = attributes == null ? null : attributes.get(name);
            return attribute == null ? null : attribute.stringValue();
        }
    }

    private static final class ByTraceHeader implements TextMapGetter<Map<String, String>> {
        @Override
        public Iterable<String> keys(Map<String, String> system) {
            return List.of(XRAY_FIELD);
        }

        @Override
        public @Nullable String get(@Nullable Map<String, String> system, String name) {
            return system != null && name.equalsIgnoreCase(XRAY_FIELD)
                    ? system.get(TRACE_HEADER)
                    : null;
        }
    }
}
