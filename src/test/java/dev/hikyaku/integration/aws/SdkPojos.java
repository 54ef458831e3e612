package dev.hikyaku.integration.aws;

import dev.hikyaku.integration.Boto3;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.core.util.SdkAutoConstructList;
import software.amazon.awssdk.core.util.SdkAutoConstructMap;
import software.amazon.awssdk.utils.builder.Buildable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Structures of AWS's SDK for Java, to and from maps by the names of the model. */
final class SdkPojos {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private SdkPojos() {}

    /** Fills a builder in, and builds. */
    static Object built(SdkPojo builder, Map<?, ?> given) {
        given.forEach(
                (name, value) -> field(builder, name).set(builder, made(value, builder, name)));
        return ((Buildable) builder).build();
    }

    private static SdkField<?> field(SdkPojo pojo, Object name) {
        return pojo.sdkFields().stream()
                .filter(field ->
                        field.memberName().equals(name) || field.locationName().equals(name))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                pojo.getClass().getName() + " has no member " + name));
    }

    private static @Nullable Object made(@Nullable Object value, SdkPojo builder, Object name) {
        return made(value, field(builder, name));
    }

    private static @Nullable Object made(@Nullable Object value, SdkField<?> field) {
        if (value == null) {
            return null;
        }
        MarshallingType<?> type = field.marshallingType();
        if (type.equals(MarshallingType.SDK_POJO)) {
            return built(field.constructor().get(), (Map<?, ?>) value);
        }
        if (type.equals(MarshallingType.LIST)) {
            SdkField<?> item = field.getTrait(ListTrait.class).memberFieldInfo();
            return ((Collection<?>) value).stream().map(each -> made(each, item)).toList();
        }
        if (type.equals(MarshallingType.MAP)) {
            SdkField<?> item = field.getTrait(MapTrait.class).valueFieldInfo();
            var map = new LinkedHashMap<Object, @Nullable Object>();
            ((Map<?, ?>) value).forEach((key, each) -> map.put(key, made(each, item)));
            return map;
        }
        return scalar(value, type);
    }

    private static Object scalar(Object value, MarshallingType<?> type) {
        if (type.equals(MarshallingType.SDK_BYTES)) {
            String base64 = String.valueOf(((Map<?, ?>) value).get(Boto3.BYTES));
            return SdkBytes.fromByteArray(Base64.getDecoder().decode(base64));
        }
        if (type.equals(MarshallingType.INSTANT)) {
            return value instanceof Number seconds
                    ? Instant.ofEpochMilli(Math.round(seconds.doubleValue() * 1000))
                    : OffsetDateTime.parse(value.toString()).toInstant();
        }
        if (type.equals(MarshallingType.INTEGER)) {
            return ((Number) value).intValue();
        }
        if (type.equals(MarshallingType.LONG)) {
            return ((Number) value).longValue();
        }
        return type.equals(MarshallingType.DOUBLE) ? ((Number) value).doubleValue() : value;
    }

    /** What a structure has, without what it has not. */
    static ObjectNode tree(SdkPojo pojo) {
        ObjectNode tree = NODES.objectNode();
        for (SdkField<?> field : pojo.sdkFields()) {
            Object value = field.getValueOrDefault(pojo);
            boolean missing =
                    value == null
                            || value instanceof SdkAutoConstructList
                            || value instanceof SdkAutoConstructMap;
            if (!missing) {
                tree.set(field.memberName(), node(value));
            }
        }
        return tree;
    }

    private static JsonNode node(@Nullable Object value) {
        return switch (value) {
            case null -> NODES.nullNode();
            case SdkPojo pojo -> tree(pojo);
            case SdkBytes bytes ->
                    NODES.objectNode()
                            .put(
                                    Boto3.BYTES,
                                    Base64.getEncoder().encodeToString(bytes.asByteArray()));
            case Instant time -> NODES.numberNode(time.toEpochMilli() / 1000.0);
            case List<?> list -> {
                ArrayNode array = NODES.arrayNode();
                list.forEach(item -> array.add(node(item)));
                yield array;
            }
            case Map<?, ?> map -> {
                ObjectNode object = NODES.objectNode();
                map.forEach((key, item) -> object.set(key.toString(), node(item)));
                yield object;
            }
            case Boolean bool -> NODES.booleanNode(bool);
            case Integer number -> NODES.numberNode(number);
            case Long number -> NODES.numberNode(number);
            case Double number -> NODES.numberNode(number);
            default -> NODES.stringNode(value.toString());
        };
    }
}
