package dev.hikyaku.engine;

import dev.hikyaku.queue.DefinitionChange;
import dev.hikyaku.queue.QueueCommand;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/** What a replica is fed with: commands for some partitions, in order. */
record CommandLog(int partitions, List<Entry> entries) {
    /**
     * A command.
     *
     * @param sequence greater than any before in this partition
     * @param now milliseconds since 1970; not less than any before
     */
    record Entry(int partition, PartitionCommand command, long sequence, long now) {
        /** The same, with maps that are equal and have another order. */
        Entry inAnotherOrder() {
            if (!(command instanceof PartitionCommand.Queue(QueueCommand queue))) {
                return this;
            }
            var same = new PartitionCommand.Queue(reordered(queue));
            return new Entry(partition, same, sequence, now);
        }
    }

    private static QueueCommand reordered(QueueCommand command) {
        return switch (command) {
            case QueueCommand.Create create ->
                    new QueueCommand.Create(
                            create.arn(), reversed(create.attributes()), reversed(create.tags()));
            case QueueCommand.SetAttributes set ->
                    new QueueCommand.SetAttributes(set.queue(), reversed(set.attributes()));
            case QueueCommand.Redefine(long queue, DefinitionChange.Tag tag) ->
                    new QueueCommand.Redefine(
                            queue, new DefinitionChange.Tag(reversed(tag.tags())));
            default -> command;
        };
    }

    private static SequencedMap<String, String> reversed(Map<String, String> map) {
        var keys = new ArrayList<>(map.keySet()).reversed();
        var reversed = new LinkedHashMap<String, String>();
        keys.forEach(key -> reversed.put(key, map.getOrDefault(key, "")));
        return reversed;
    }
}
