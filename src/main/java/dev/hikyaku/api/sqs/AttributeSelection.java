package dev.hikyaku.api.sqs;

import dev.hikyaku.model.ErrorCode;
import dev.hikyaku.model.MessageAttribute;
import dev.hikyaku.model.MessageContent;
import dev.hikyaku.model.ServiceException;
import dev.hikyaku.queue.ReceivedMessage;
import dev.hikyaku.queue.SequenceNumber;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which attributes a receive asks for. System attributes by name or {@code All}; message attributes
 * by name, by prefix ({@code foo.*}), or all of them ({@code All}, {@code .*}).
 */
record AttributeSelection(
        Set<String> system, Set<String> names, List<String> prefixes, boolean fifo) {
    private static final Set<String> SYSTEM_NAMES =
            Set.of(
                    "All",
                    "SenderId",
                    "SentTimestamp",
                    "ApproximateReceiveCount",
                    "ApproximateFirstReceiveTimestamp",
                    "SequenceNumber",
                    "MessageDeduplicationId",
                    "MessageGroupId",
                    "AWSTraceHeader",
                    "DeadLetterQueueSourceArn");

    /**
     * Reads the three parameters; system attributes come by an old and a new one.
     *
     * @throws ServiceException (InvalidAttributeName) if there is no such system attribute
     */
    static AttributeSelection of(
            @Nullable List<String> oldSystem,
            @Nullable List<String> system,
            @Nullable List<String> message,
            boolean fifo) {
        var systemNames = new HashSet<>(orEmpty(oldSystem));
        systemNames.addAll(orEmpty(system));
        for (String name : systemNames) {
            if (!SYSTEM_NAMES.contains(name)) {
                throw new ServiceException(
                        ErrorCode.INVALID_ATTRIBUTE_NAME, "Unknown Attribute " + name + ".");
            }
        }
        List<String> wanted = orEmpty(message);
        List<String> prefixes =
                wanted.stream()
                        .filter(name -> name.endsWith(".*") || name.equals("All"))
                        .map(name -> name.equals("All") ? "" : name.substring(0, name.length() - 2))
                        .toList();
        return new AttributeSelection(systemNames, Set.copyOf(wanted), prefixes, fifo);
    }

    private static List<String> orEmpty(@Nullable List<String> names) {
        return names == null
                ? List.of()
                : names.stream().filter(Objects::nonNull).distinct().toList();
    }

    ReceiveMessage.Message message(ReceivedMessage received) {
        MessageContent content = received.message().content();
        var attributes = selected(content.attributes());
        return new ReceiveMessage.Message(
                received.message().id().toString(),
                received.handle().encode(),
                content.bodyMd5(),
                content.body(),
                systemAttributes(received, content),
                Md5.ofAttributes(attributes),
                attributes.entrySet().stream()
                        .collect(
                                Collectors.toMap(
                                        Map.Entry::getKey,
                                        entry -> MessageAttributeValue.of(entry.getValue()))));
    }

    private SortedMap<String, MessageAttribute> selected(SortedMap<String, MessageAttribute> all) {
        if (names.isEmpty() || all.isEmpty()) {
            return new TreeMap<>();
        }
        var selected = new TreeMap<>(all);
        selected.keySet().removeIf(name -> !wants(name));
        return selected;
    }

    private boolean wants(String name) {
        return names.contains(name) || prefixes.stream().anyMatch(name::startsWith);
    }

    private Map<String, String> systemAttributes(ReceivedMessage received, MessageContent content) {
        if (system.isEmpty()) {
            return Map.of();
        }
        var all = new TreeMap<>(content.systemAttributes());
        all.put("SentTimestamp", Long.toString(received.message().sentAtMillis()));
        all.put("ApproximateReceiveCount", Integer.toString(received.receiveCount()));
        all.put(
                "ApproximateFirstReceiveTimestamp",
                Long.toString(received.firstReceivedAtMillis()));
        if (fifo) {
            all.put("SequenceNumber", SequenceNumber.of(received.handle().message()));
        }
        putIfPresent(all, "SenderId", content.senderId());
        putIfPresent(all, "DeadLetterQueueSourceArn", received.message().deadLetterSourceArn());
        if (!system.contains("All")) {
            all.keySet().retainAll(system);
        }
        return all;
    }

    private static void putIfPresent(Map<String, String> map, String name, @Nullable String value) {
        if (value != null) {
            map.put(name, value);
        }
    }
}
