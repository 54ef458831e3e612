package dev.hikyaku.integration;

import dev.hikyaku.integration.Sqs.Attribute;
import dev.hikyaku.integration.Sqs.Outgoing;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The fields of one request. Null values are left out. */
final class QueryForm {
    private final Map<String, String> fields = new LinkedHashMap<>();

    static QueryForm of(String action) {
        return new QueryForm().with("Version", "2012-11-05").with("Action", action);
    }

    QueryForm with(String name, @Nullable Object value) {
        if (value != null) {
            fields.put(name, value.toString());
        }
        return this;
    }

    QueryForm withList(String name, List<String> values) {
        for (int i = 0; i < values.size(); i++) {
            with(name + "." + (i + 1), values.get(i));
        }
        return this;
    }

    QueryForm withMap(String name, Map<String, String> values) {
        return withMap(name, "Name", values);
    }

    QueryForm withMap(String name, String key, Map<String, String> values) {
        int i = 1;
        for (var entry : values.entrySet()) {
            with(name + "." + i + "." + key, entry.getKey());
            with(name + "." + i + ".Value", entry.getValue());
            i++;
        }
        return this;
    }

    QueryForm withMessage(String prefix, Outgoing message) {
        with(prefix + "MessageBody", message.body());
        with(prefix + "DelaySeconds", message.delaySeconds());
        with(prefix + "MessageGroupId", message.group());
        with(prefix + "MessageDeduplicationId", message.deduplicationId());
        int i = 1;
        for (var entry : message.attributes().entrySet()) {
            withAttribute(prefix + "MessageAttribute." + i++, entry.getKey(), entry.getValue());
        }
        if (message.traceHeader() != null) {
            withAttribute(
                    prefix + "MessageSystemAttribute.1",
                    "AWSTraceHeader",
                    Attribute.of("String", message.traceHeader()));
        }
        return this;
    }

    private void withAttribute(String prefix, String name, Attribute attribute) {
        with(prefix + ".Name", name);
        with(prefix + ".Value.DataType", attribute.type());
        with(prefix + ".Value.StringValue", attribute.text());
        byte[] bytes = attribute.bytes();
        with(
                prefix + ".Value.BinaryValue",
                bytes == null ? null : Base64.getEncoder().encodeToString(bytes));
    }

    QueryForm signed(SignatureV2 signature, URI url) {
        fields.putAll(signature.signed(url, fields));
        return this;
    }

    String encoded() {
        return fields.entrySet().stream()
                .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
