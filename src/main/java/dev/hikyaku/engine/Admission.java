package dev.hikyaku.engine;

import dev.hikyaku.definition.DefinitionCommand;
import dev.hikyaku.journal.JournalCommand;
import dev.hikyaku.model.ErrorCode;
import dev.hikyaku.model.ServiceException;
import dev.hikyaku.queue.QueueCommand;
import dev.hikyaku.schedule.ScheduleCommand;
import dev.hikyaku.store.DiskReserve;

/**
 * What is let in while the disk is nearly full: all but what stores something new. Receives,
 * deletes and changes of what is there go on, for they lead to room; so does what was accepted
 * before, such as dead letters on their way.
 */
record Admission(DiskReserve reserve, Catalog catalog) {
    /**
     * Passes over a task that may go on.
     *
     * @throws ServiceException if it would store something new and there is no room
     */
    void check(Task task) {
        if (reserve.low() && storesMore(task)) {
            throw new ServiceException(
                    ErrorCode.SERVICE_UNAVAILABLE,
                    "The server's disk is nearly full: less than the "
                            + (reserve.bytes() >> 20)
                            + " MiB of its reserve are free. Nothing was changed; try again when there is room.");
        }
    }

    private boolean storesMore(Task task) {
        return switch (task) {
            case Task.Request request -> storesMore(request.command());
            case Task.Define define ->
                    define.command() instanceof DefinitionCommand.Put put
                            && put.expectedVersion() == 0;
            case Task.Journal journal -> journal.command() instanceof JournalCommand.Append;
            case Task.Schedule schedule -> schedule.command() instanceof ScheduleCommand.Put;
            case Task.Receive receive -> false;
            case Task.Deliver deliver -> false;
            case Task.Delivered delivered -> false;
            case Task.Undelivered undelivered -> false;
            case Task.ReleaseWaiting release -> false;
            case Task.Durable durable -> false;
        };
    }

    private boolean storesMore(QueueCommand command) {
        return switch (command) {
            case QueueCommand.Send send -> true;
            case QueueCommand.StartMove move -> true;
            case QueueCommand.Create create -> catalog.find(create.arn()) == null;
            default -> false;
        };
    }
}
