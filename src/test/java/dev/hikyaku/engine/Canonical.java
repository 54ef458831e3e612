package dev.hikyaku.engine;

import dev.hikyaku.model.QueueAttributes;
import dev.hikyaku.model.ServiceException;
import dev.hikyaku.queue.StoredMessage;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Values as text that is the same for equal values, whatever process or order they come from. */
final class Canonical {
    private Canonical() {}

    static String text(@Nullable Object value) {
        return switch (value) {
            case null -> "null";
            case byte[] bytes -> HexFormat.of().formatHex(bytes);
            case ServiceException e -> e.code() + ": " + e.getMessage();
            case StoredMessage message ->
                    text(
                            Arrays.asList(
                                    message.id(),
                                    message.sentAtMillis(),
                                    message.deadLetterSourceArn(),
                                    message.content()));
            case QueueAttributes attributes -> text(attributes.toMap());
            case Record record -> record.getClass().getSimpleName() + fields(record);
            case Map<?, ?> map -> sorted(map).toString();
            case Collection<?> all ->
                    all.stream().map(Canonical::text).collect(Collectors.joining(", ", "[", "]"));
            default -> value.toString();
        };
    }

    private static Map<String, String> sorted(Map<?, ?> map) {
        var sorted = new TreeMap<String, String>();
        map.forEach((key, value) -> sorted.put(text(key), text(value)));
        return sorted;
    }

    private static String fields(Record record) {
        return Arrays.stream(record.getClass().getRecordComponents())
                .map(component -> component.getName() + "=" + text(value(record, component)))
                .collect(Collectors.joining(" ", "(", ")"));
    }

    private static @Nullable Object value(Record record, RecordComponent component) {
        try {
            var accessor = component.getAccessor();
            accessor.setAccessible(true);
            return accessor.invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(component.toString(), e);
        }
    }
}
