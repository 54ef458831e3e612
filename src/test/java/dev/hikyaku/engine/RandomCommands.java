package dev.hikyaku.engine;

import dev.hikyaku.definition.DefinitionCommand;
import dev.hikyaku.definition.DefinitionKey;
import dev.hikyaku.journal.JournalCommand;
import dev.hikyaku.model.MessageContent;
import dev.hikyaku.queue.DefinitionChange;
import dev.hikyaku.queue.MessageCodec;
import dev.hikyaku.queue.QueueCommand;
import dev.hikyaku.queue.ReceiptHandle;
import dev.hikyaku.schedule.Schedule;
import dev.hikyaku.schedule.ScheduleCommand;
import dev.hikyaku.schedule.ScheduleName;
import dev.hikyaku.schedule.Target;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One command of each kind that there is, with arguments that meet what others made. */
final class RandomCommands {
    private static final String REGION = "eu-central-1";
    private static final String ACCOUNT = "000000000000";

    private final Random random;

    RandomCommands(Random random) {
        this.random = random;
    }

    // --- queues

    /** Something for a queue, or for the queue of a handle. */
    QueueCommand onQueue(long queue, boolean fifo, ReceiptHandle handle, int number) {
        int dice = random.nextInt(100);
        if (dice < 28) {
            return send(queue, fifo, number);
        } else if (dice < 56) {
            return receive(queue, fifo);
        } else if (dice < 92) {
            return settle(handle);
        } else if (dice < 96) {
            return new QueueCommand.Count(queue);
        }
        return administer(queue, number);
    }

    private QueueCommand send(long queue, boolean fifo, int number) {
        var messages = new ArrayList<QueueCommand.NewMessage>();
        for (int i = random.nextInt(random.nextInt(5) == 0 ? 10 : 2); i >= 0; i--) {
            messages.add(message(fifo, number * 10 + i));
        }
        return new QueueCommand.Send(queue, messages);
    }

    private QueueCommand.NewMessage message(boolean fifo, int number) {
        String group = fifo || random.nextBoolean() ? "g" + random.nextInt(6) : null;
        String id = fifo ? "id" + (number - random.nextInt(60)) : null;
        int delay = random.nextInt(4) == 0 ? random.nextInt(40) : 0;
        return new QueueCommand.NewMessage(content("m" + number, group), delay, group, id);
    }

    private byte[] content(String body, @Nullable String group) {
        String padded = body + " ".repeat(random.nextInt(30) == 0 ? 20_000 : random.nextInt(20));
        Map<String, String> system =
                group == null ? Map.of() : Map.of(MessageContent.GROUP_ID, group);
        return MessageCodec.encode(MessageContent.of(padded, new TreeMap<>(), system, null));
    }

    private QueueCommand receive(long queue, boolean fifo) {
        String attempt = fifo && random.nextBoolean() ? "attempt" + random.nextInt(5) : null;
        Integer timeout = random.nextInt(3) == 0 ? null : random.nextInt(40);
        return new QueueCommand.Receive(queue, 1 + random.nextInt(10), timeout, attempt);
    }

    private QueueCommand settle(ReceiptHandle handle) {
        long queue = handle.queue();
        return switch (random.nextInt(6)) {
            case 0, 1, 2 -> new QueueCommand.DeleteMessages(queue, List.of(handle, handle));
            case 3 ->
                    new QueueCommand.ChangeVisibility(
                            queue,
                            List.of(
                                    new QueueCommand.ChangeVisibility.Change(
                                            handle, random.nextInt(60))));
            case 4 -> new QueueCommand.Release(queue, List.of(handle));
            default ->
                    new QueueCommand.Bury(
                            queue, List.of(new QueueCommand.Bury.Burial(handle, "because")));
        };
    }

    private QueueCommand administer(long queue, int number) {
        return switch (random.nextInt(9)) {
            case 0 -> new QueueCommand.SetAttributes(queue, attributes());
            case 1 -> new QueueCommand.Redefine(queue, change(number));
            case 2 -> new QueueCommand.Purge(queue);
            case 3 -> new QueueCommand.ListMoves(queue);
            case 4 -> new QueueCommand.CancelMove(queue, number - random.nextInt(100));
            default ->
                    new QueueCommand.StartMove(
                            queue,
                            random.nextBoolean() ? Partitions.arn("plain") : null,
                            random.nextInt(3) == 0 ? null : 1 + random.nextInt(20));
        };
    }

    private Map<String, String> attributes() {
        return Map.of(
                "VisibilityTimeout", "" + random.nextInt(60),
                "DelaySeconds", "" + random.nextInt(3),
                "MessageRetentionPeriod", "" + (60 + random.nextInt(900)));
    }

    private DefinitionChange change(int number) {
        String label = "label" + random.nextInt(5);
        return switch (random.nextInt(4)) {
            case 0 -> new DefinitionChange.Tag(Map.of(label, "" + number, "more", "x", "z", "y"));
            case 1 -> new DefinitionChange.Untag(Set.of(label, "z"));
            case 2 ->
                    new DefinitionChange.AddPermission(
                            label, List.of(ACCOUNT), List.of("SendMessage", "ReceiveMessage"));
            default -> new DefinitionChange.RemovePermission(label);
        };
    }

    // --- schedules

    ScheduleCommand schedule() {
        String group = random.nextInt(4) == 0 ? "other" : "default";
        var name = new ScheduleName(REGION, ACCOUNT, group, "s" + random.nextInt(12));
        return switch (random.nextInt(12)) {
            case 0 -> new ScheduleCommand.Remove(name);
            case 1 -> new ScheduleCommand.Get(name);
            case 2 ->
                    new ScheduleCommand.List(
                            REGION, ACCOUNT, null, "s1", null, name, 1 + random.nextInt(5));
            case 3 -> new ScheduleCommand.RemoveGroup(REGION, ACCOUNT, "other");
            default ->
                    new ScheduleCommand.Put(
                            name,
                            anySchedule(),
                            random.nextInt(3) == 0
                                    ? ScheduleCommand.Expecting.ANY
                                    : ScheduleCommand.Expecting.NONE,
                            random.nextBoolean() ? "token" : null);
        };
    }

    private Schedule anySchedule() {
        String expression =
                switch (random.nextInt(3)) {
                    case 0 -> "rate(" + (1 + random.nextInt(3)) + " minutes)";
                    case 1 -> "cron(0/" + (1 + random.nextInt(9)) + " * * * ? *)";
                    default -> "at(2023-11-14T2" + (2 + random.nextInt(2)) + ":30:00)";
                };
        String queue = List.of("a", "nowhere", "b.fifo").get(random.nextInt(3));
        var target =
                new Target(
                        Partitions.arn(queue).toString(),
                        "arn:aws:iam::000000000000:role/scheduler",
                        "<aws.scheduler.execution-id> <aws.scheduler.scheduled-time>",
                        random.nextBoolean() ? Partitions.arn("dead").toString() : null,
                        null,
                        null,
                        queue.endsWith(".fifo") ? "g" : null,
                        null,
                        null);
        return new Schedule(
                expression,
                random.nextBoolean() ? "Europe/Berlin" : null,
                null,
                null,
                random.nextInt(3) == 0 ? 1 + random.nextInt(5) : 0,
                random.nextInt(8) == 0,
                random.nextBoolean(),
                null,
                null,
                target);
    }

    // --- definitions and journals

    DefinitionCommand definition(int number) {
        String home = "arn:home" + random.nextInt(3);
        var key = new DefinitionKey("kind" + random.nextInt(2), home, "n" + random.nextInt(3));
        long expected = random.nextBoolean() ? 0 : 1 + random.nextInt(number + 1);
        byte[] json = ("{\"n\":" + number + "}").getBytes(StandardCharsets.UTF_8);
        return switch (random.nextInt(8)) {
            case 0 -> new DefinitionCommand.RemoveHome(home);
            case 1, 2 -> new DefinitionCommand.Remove(key, expected);
            default -> new DefinitionCommand.Put(key, expected, json);
        };
    }

    JournalCommand journal(long now, int number) {
        String name = "journal" + random.nextInt(3);
        return switch (random.nextInt(12)) {
            case 0 -> new JournalCommand.Remove(name);
            case 1 -> new JournalCommand.Trim(name, now - random.nextInt(100_000));
            case 2 -> new JournalCommand.Read(name, now - 100_000, now, null);
            case 3 -> new JournalCommand.Count(name);
            default ->
                    new JournalCommand.Append(
                            name,
                            now - random.nextInt(5_000),
                            ("record " + number).getBytes(StandardCharsets.UTF_8));
        };
    }
}
