package dev.hikyaku.engine;

import dev.hikyaku.definition.DefinitionCommand;
import dev.hikyaku.journal.JournalCommand;
import dev.hikyaku.queue.QueueCommand;
import dev.hikyaku.schedule.ScheduleCommand;
import dev.hikyaku.store.Outbox;
import java.util.List;

/** Everything that changes a partition comes as one of these. */
public sealed interface PartitionCommand {
    record Queue(QueueCommand command) implements PartitionCommand {}

    record Define(DefinitionCommand command) implements PartitionCommand {}

    record Journal(JournalCommand command) implements PartitionCommand {}

    record Schedule(ScheduleCommand command) implements PartitionCommand {}

    /** Entries of another partition's outbox, in order of their positions. */
    record Accept(int source, List<Outbox.Entry> entries) implements PartitionCommand {}

    /** Entries of this partition's outbox that their targets have on disk. */
    record Acknowledge(List<Outbox.Entry> entries) implements PartitionCommand {}
}
