package dev.hikyaku.simulation;

import dev.hikyaku.queue.HashedName;
import dev.hikyaku.queue.QueueCommand;
import org.jspecify.annotations.Nullable;

/** What commands name. */
final class Commands {
    private Commands() {}

    static @Nullable String text(@Nullable HashedName name) {
        return name == null ? null : name.text();
    }

    static long queue(QueueCommand command) {
        return switch (command) {
            case QueueCommand.Create create -> 0;
            case QueueCommand.SetAttributes set -> set.queue();
            case QueueCommand.Redefine redefine -> redefine.queue();
            case QueueCommand.Delete delete -> delete.queue();
            case QueueCommand.Purge purge -> purge.queue();
            case QueueCommand.Send send -> send.queue();
            case QueueCommand.Receive receive -> receive.queue();
            case QueueCommand.DeleteMessages delete -> delete.queue();
            case QueueCommand.ChangeVisibility change -> change.queue();
            case QueueCommand.Release release -> release.queue();
            case QueueCommand.Bury bury -> bury.queue();
            case QueueCommand.StartMove start -> start.queue();
            case QueueCommand.CancelMove cancel -> cancel.queue();
            case QueueCommand.ListMoves list -> list.queue();
            case QueueCommand.Count count -> count.queue();
            case QueueCommand.Tick tick -> tick.queue();
        };
    }
}
