package dev.hikyaku.simulation;

import dev.hikyaku.engine.Call;
import dev.hikyaku.model.MessageContent;
import dev.hikyaku.model.QueueArn;
import dev.hikyaku.queue.MessageCodec;
import dev.hikyaku.queue.MoveTask;
import dev.hikyaku.queue.QueueCommand;
import dev.hikyaku.queue.QueueDefinition;
import dev.hikyaku.queue.QueueReply;
import dev.hikyaku.queue.ReceiptHandle;
import dev.hikyaku.queue.ReceivedMessage;
import dev.hikyaku.queue.Transit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Clients and workers of queues: they send, receive, settle, ask twice, and repeat what they got no
 * answer to.
 */
final class Clients implements World.Listener {
    /** What keeps a simulation's state small, and so its steps fast. */
    static final int QUEUE_MAX = 40;

    private static final int HANDLES_MAX = 150;
    private static final int RETRIES_MAX = 50;

    /** Where nobody could keep up with what schedules send. */
    private static final int FLOOD = 150;

    private static final int WAIT_MILLIS = 5_000;
    private static final int[] TIMEOUTS = {0, 1, 5, 30};

    private final World world;
    private final Random random;
    private final List<ReceiptHandle> handles = new ArrayList<>();
    private final Set<Call> pending = new LinkedHashSet<>();
    private final Deque<QueueCommand> retries = new ArrayDeque<>();
    private final Map<String, Long> tasks = new TreeMap<>();
    private int bodies;

    Clients(World world) {
        this.world = world;
        this.random = world.random;
    }

    // --- answers

    private Call watched(Call call) {
        pending.add(call);
        return call;
    }

    @Override
    public void answered(Call call) {
        if (!pending.remove(call)) {
            return;
        }
        if (World.unavailable(call) || random.nextInt(30) == 0) {
            repeatLater(call); // the answer is lost on its way
            return;
        }
        hear(call);
        if (random.nextInt(50) == 0) {
            hear(call); // the answer comes twice
        }
    }

    private void hear(Call call) {
        if (call.answer() instanceof QueueReply.Received received) {
            for (ReceivedMessage message : received.messages()) {
                hold(message.handle());
            }
        } else if (call.answer() instanceof QueueReply.MoveTasks moves
                && call.command() instanceof QueueCommand.StartMove) {
            MoveTask task = moves.tasks().getFirst();
            tasks.put("dead", task.number());
        }
    }

    private void hold(ReceiptHandle handle) {
        handles.add(handle);
        if (handles.size() > HANDLES_MAX) {
            handles.removeFirst();
        }
    }

    private void repeatLater(Call call) {
        if (call.command() instanceof QueueCommand command && retries.size() < RETRIES_MAX) {
            retries.add(command);
        }
    }

    @Override
    public void processEnded() {
        for (Call call : pending) {
            if (random.nextBoolean()) {
                repeatLater(call);
            }
        }
        pending.clear();
    }

    /** Asks once more what was not answered. */
    void repeat() {
        QueueCommand command = retries.poll();
        switch (command) {
            case null -> {}
            case QueueCommand.Send send -> resend(send);
            case QueueCommand.Receive receive -> watched(world.engine.receive(receive, 0));
            case QueueCommand.Create create -> watched(world.engine.create(create));
            default -> watched(world.engine.ask(Commands.queue(command), command));
        }
    }

    private void resend(QueueCommand.Send send) {
        QueueCommand.NewMessage message = send.messages().getFirst();
        String body = Transit.body(message) + "+";
        send(
                send.queue(),
                message(
                        body,
                        message.delaySeconds(),
                        Commands.text(message.groupId()),
                        Commands.text(message.deduplicationId())));
    }

    // --- requests

    @Nullable QueueDefinition find(String name) {
        return world.engine.catalog().find(QueueSpec.arn(name));
    }

    private @Nullable QueueDefinition any(List<String> names) {
        return find(names.get(random.nextInt(names.size())));
    }

    private @Nullable QueueDefinition any() {
        return random.nextInt(3) == 0 ? any(Topology.fed()) : any(Topology.open());
    }

    /** Whether a queue has as much as it should. */
    boolean full(String name) {
        ModelQueue queue = world.model.queue(name);
        return queue != null && queue.messages.size() >= QUEUE_MAX;
    }

    void ask(long queue, QueueCommand command) {
        watched(world.engine.ask(queue, command));
        if (random.nextInt(40) == 0) {
            watched(world.engine.ask(queue, command)); // the network repeats it
        }
    }

    void define(QueueSpec spec) {
        var create = new QueueCommand.Create(spec.arn(), spec.attributes(), Map.of());
        watched(world.engine.create(create));
    }

    static QueueCommand.NewMessage message(
            String body, int delay, @Nullable String group, @Nullable String id) {
        var content =
                new MessageContent(
                        body,
                        "00".repeat(16),
                        new TreeMap<>(),
                        group == null ? Map.of() : Map.of(MessageContent.GROUP_ID, group),
                        null);
        return new QueueCommand.NewMessage(MessageCodec.encode(content), delay, group, id);
    }

    void send() {
        QueueDefinition queue = any(Topology.open());
        if (queue == null || full(queue.arn().name())) {
            receive();
            return;
        }
        boolean fifo = queue.arn().fifo();
        String body = "m" + bodies++;
        boolean grouped = fifo || queue.arn().name().equals("fair") || random.nextInt(6) == 0;
        String group = grouped ? "g" + random.nextInt(4) : null;
        String id = fifo ? "d" + (bodies - random.nextInt(20) / 10 * random.nextInt(5)) : null;
        int delay =
                fifo
                        ? queue.attributes().delaySeconds()
                        : random.nextInt(5) == 0 ? random.nextInt(20) : 0;
        send(queue.id(), message(body, delay, group, id));
    }

    private void send(long queue, QueueCommand.NewMessage message) {
        watched(world.engine.ask(queue, new QueueCommand.Send(queue, List.of(message))));
    }

    void receive() {
        QueueDefinition queue = any();
        if (queue == null) {
            return;
        }
        String attempt =
                queue.arn().fifo() && random.nextInt(3) == 0 ? "a" + random.nextInt(8) : null;
        ModelQueue known = world.model.queue(queue.arn().name());
        if (known != null && known.messages.size() > FLOOD) {
            ask(queue.id(), new QueueCommand.Purge(queue.id()));
            return;
        }
        int waitMillis = random.nextInt(4) == 0 ? WAIT_MILLIS : 0;
        int timeout = TIMEOUTS[random.nextInt(TIMEOUTS.length)];
        var receive =
                new QueueCommand.Receive(
                        queue.id(),
                        1 + random.nextInt(10),
                        waitMillis == 0 ? timeout : Math.max(1, timeout),
                        attempt);
        Call call = world.engine.receive(receive, waitMillis);
        watched(call);
        if (call.waiter() != null && call.waits() && random.nextInt(8) == 0) {
            call.waiter().cancel();
        }
    }

    /** Handles of one queue, most often fresh ones. */
    private List<ReceiptHandle> someHandles(int max) {
        var found = new ArrayList<ReceiptHandle>();
        if (handles.isEmpty()) {
            return found;
        }
        int newest = handles.size() - 1;
        int at =
                random.nextInt(4) == 0
                        ? random.nextInt(handles.size())
                        : newest - random.nextInt(Math.min(20, handles.size()));
        ReceiptHandle first = handles.get(at);
        for (int i = at; i >= 0 && found.size() < max; i--) {
            if (handles.get(i).queue() == first.queue() && !found.contains(handles.get(i))) {
                found.add(handles.get(i));
            }
        }
        return found;
    }

    void delete() {
        List<ReceiptHandle> some = someHandles(1 + random.nextInt(10));
        if (!some.isEmpty()) {
            long queue = some.getFirst().queue();
            ask(queue, new QueueCommand.DeleteMessages(queue, some));
        }
    }

    void changeVisibility() {
        for (ReceiptHandle handle : someHandles(1)) {
            var change = new QueueCommand.ChangeVisibility.Change(handle, random.nextInt(3) * 10);
            long queue = handle.queue();
            ask(queue, new QueueCommand.ChangeVisibility(queue, List.of(change)));
        }
    }

    void release() {
        List<ReceiptHandle> some = someHandles(1 + random.nextInt(3));
        if (!some.isEmpty()) {
            long queue = some.getFirst().queue();
            ask(queue, new QueueCommand.Release(queue, some));
        }
    }

    void bury() {
        for (ReceiptHandle handle : someHandles(1)) {
            long queue = handle.queue();
            var burial = new QueueCommand.Bury.Burial(handle, "simulated");
            ask(queue, new QueueCommand.Bury(queue, List.of(burial)));
        }
    }

    void purge() {
        QueueDefinition queue = any(Topology.open());
        if (queue != null) {
            ask(queue.id(), new QueueCommand.Purge(queue.id()));
        }
    }

    /** Deletes the queue that comes and goes, or makes it. */
    void passingQueue() {
        QueueDefinition queue = find(Topology.PASSING);
        if (queue == null) {
            define(QueueSpec.plain(Topology.PASSING));
        } else {
            ask(queue.id(), new QueueCommand.Delete(queue.id()));
        }
    }

    void setDelay() {
        QueueDefinition queue = any(List.of("line.fifo", "redriven.fifo", Topology.CLOCK));
        if (queue != null) {
            String seconds = Integer.toString(random.nextInt(3) * 5);
            ask(
                    queue.id(),
                    new QueueCommand.SetAttributes(queue.id(), Map.of("DelaySeconds", seconds)));
        }
    }

    void move() {
        QueueDefinition queue = any(List.of("dead", "dead.fifo", Topology.PASSING));
        if (queue == null) {
            return;
        }
        Integer rate = random.nextBoolean() ? 1 + random.nextInt(20) : null;
        QueueCommand command =
                switch (random.nextInt(4)) {
                    case 0 -> new QueueCommand.ListMoves(queue.id());
                    case 1 ->
                            new QueueCommand.CancelMove(queue.id(), tasks.getOrDefault("dead", 0L));
                    default -> new QueueCommand.StartMove(queue.id(), null, rate);
                };
        ask(queue.id(), command);
    }

    void count() {
        QueueDefinition queue = any();
        if (queue != null) {
            ask(queue.id(), new QueueCommand.Count(queue.id()));
        }
    }

    static QueueArn arn(String name) {
        return QueueSpec.arn(name);
    }
}
