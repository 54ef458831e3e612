package dev.hikyaku.simulation;

import dev.hikyaku.broker.buses.SimulatedBus;
import dev.hikyaku.engine.Call;
import dev.hikyaku.queue.QueueCommand;
import dev.hikyaku.queue.QueueDefinition;
import dev.hikyaku.queue.QueueReply;
import dev.hikyaku.queue.ReceivedMessage;
import dev.hikyaku.schedule.MissedFirings;
import dev.hikyaku.schedule.Schedule;
import dev.hikyaku.schedule.ScheduleCommand;
import dev.hikyaku.schedule.Target;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Those who publish to topics, put events on a bus and make schedules, and the workers that drain
 * the internal queues.
 */
final class Publishers {
    private static final String TOPIC = "arn:aws:sns:eu-central-1:000000000000:simulated";
    private static final String FIFO_TOPIC = TOPIC + ".fifo";
    private static final String RED = "{\"kind\":[\"red\"]}";
    private static final int PUSH_SECONDS = 30;
    private static final int SCHEDULES = 8;
    private static final int[] MINUTES = {1, 2, 5, 10, 15, 30};

    private final World world;
    private final Clients clients;
    private final Random random;
    private int published;

    Publishers(World world, Clients clients) {
        this.world = world;
        this.clients = clients;
        this.random = world.random;
    }

    /** Defines the topics and the bus, one thing at a time. */
    void define() {
        settled(world.topics.create(TOPIC));
        settled(world.topics.create(FIFO_TOPIC));
        for (String name : ModelBroadcasts.TOPIC) {
            settled(world.topics.subscribe(TOPIC, name, Clients.arn(name), filter(name)));
        }
        for (String name : ModelBroadcasts.FIFO_TOPIC) {
            settled(world.topics.subscribe(FIFO_TOPIC, name, Clients.arn(name), filter(name)));
        }
        for (String name : ModelBroadcasts.BUS) {
            String kind = name.endsWith("red") ? "red" : null;
            settled(world.bus.rule(name, Clients.arn(name), kind));
        }
        settled(world.bus.archive());
    }

    private static @Nullable String filter(String name) {
        return name.contains("red") && !name.contains("-all") ? RED : null;
    }

    private void settled(CompletableFuture<?> change) {
        world.settle();
        if (!change.isDone() || change.isCompletedExceptionally()) {
            throw new IllegalStateException("a definition was refused: " + change);
        }
    }

    private String kind() {
        return random.nextBoolean() ? "red" : "blue";
    }

    private boolean anyFull(List<String> names) {
        return names.stream().anyMatch(clients::full);
    }

    /** Says so to the model when it was answered, if the same process still runs. */
    private void watch(CompletableFuture<?> done, List<String> subscribers, String body) {
        int generation = world.generation;
        done.whenComplete((result, failure) -> {
            if (failure == null && generation == world.generation) {
                world.acknowledged(() -> world.model.acknowledged(subscribers, body));
            }
        });
    }

    void publish() {
        if (!anyFull(ModelBroadcasts.TOPIC)) {
            String kind = kind();
            String body = "t" + published++ + "/" + kind;
            watch(
                    world.topics.publish(TOPIC, "id-" + published, body, kind, world.clock),
                    ModelBroadcasts.TOPIC,
                    body);
        }
    }

    void publishInOrder() {
        if (!anyFull(ModelBroadcasts.FIFO_TOPIC) && !clients.full(ModelBroadcasts.LINE)) {
            String kind = kind();
            String body = "o" + published++ + "/" + kind;
            String group = "g" + random.nextInt(3);
            String id = random.nextInt(8) == 0 ? "o" + (published - 3) : body;
            world.topics.publishInOrder(
                    FIFO_TOPIC, Clients.arn(ModelBroadcasts.LINE), body, kind, group, id);
        }
    }

    void putEvent() {
        if (!anyFull(ModelBroadcasts.BUS)) {
            String event = SimulatedBus.event("e" + published++, kind(), world.clock);
            var done = world.bus.put(event, world.clock);
            watch(done, ModelBroadcasts.BUS, event);
            int generation = world.generation;
            done.whenComplete((result, failure) -> {
                if (failure == null && generation == world.generation) {
                    world.acknowledged(() ->
                            world.checks.require(
                                    world.model.archived().contains(event),
                                    Invariant.ARCHIVED,
                                    "not archived:",
                                    event));
                }
            });
        }
    }

    // --- what the daemon does with internal queues

    /** Takes what is next in the FIFO topic's line, and sends it on. */
    void push() {
        take(
                ModelBroadcasts.LINE,
                received -> world.topics.push(Clients.arn(ModelBroadcasts.LINE), received),
                ModelBroadcasts.FIFO_TOPIC);
    }

    /** Tries once more what a bus could not send. */
    void retry() {
        take(
                ModelBroadcasts.RETRIES,
                received -> world.bus.retry(received.message().content().body()),
                List.of());
    }

    private interface Work {
        CompletableFuture<?> on(ReceivedMessage message);
    }

    private void take(String name, Work work, List<String> subscribers) {
        QueueDefinition queue = clients.find(name);
        if (queue == null) {
            return;
        }
        int generation = world.generation;
        Call call = world.engine.receive(new QueueCommand.Receive(queue.id(), 1, PUSH_SECONDS), 0);
        call.reply()
                .thenAccept(reply -> {
                    if (generation == world.generation
                            && reply instanceof QueueReply.Received received) {
                        received.messages().forEach(each -> done(each, work, subscribers));
                    }
                });
    }

    private void done(ReceivedMessage message, Work work, List<String> subscribers) {
        int generation = world.generation;
        CompletableFuture<?> sent = work.on(message);
        watch(sent, subscribers, message.message().content().body());
        sent.thenRun(() -> {
            if (generation == world.generation) {
                long queue = message.handle().queue();
                world.engine.ask(
                        queue, new QueueCommand.DeleteMessages(queue, List.of(message.handle())));
            }
        });
    }

    // --- schedules

    void schedule() {
        String name = "schedule" + random.nextInt(SCHEDULES);
        boolean fifo = random.nextInt(4) == 0;
        int window =
                world.missed != MissedFirings.SKIP && random.nextInt(4) == 0
                        ? 1 + random.nextInt(5)
                        : 0;
        int minutes = MINUTES[random.nextInt(MINUTES.length)];
        ModelSchedule schedule =
                switch (random.nextInt(3)) {
                    case 0 -> ModelSchedule.rate(name, minutes, window, world.clock);
                    case 1 -> ModelSchedule.cron(name, minutes, window, world.clock);
                    default -> {
                        long second = world.clock / 1000 + 1 + random.nextInt(600);
                        yield ModelSchedule.at(name, second * 1000, window);
                    }
                };
        world.model.schedules().asking(schedule);
        put(schedule, fifo);
    }

    private void put(ModelSchedule schedule, boolean fifo) {
        var target =
                new Target(
                        Clients.arn(fifo ? Topology.CLOCK_FIFO : Topology.CLOCK).toString(),
                        "arn:aws:iam::000000000000:role/scheduler",
                        schedule.name() + " <aws.scheduler.scheduled-time>",
                        null,
                        null,
                        null,
                        fifo ? "g" : null,
                        null,
                        null);
        var asked =
                new Schedule(
                        schedule.expression(),
                        null,
                        null,
                        null,
                        schedule.windowMinutes(),
                        false,
                        true,
                        null,
                        null,
                        target);
        var name = World.scheduleName(schedule.name());
        world.engine.ask(
                name, new ScheduleCommand.Put(name, asked, ScheduleCommand.Expecting.NONE, null));
    }

    void removeSchedule() {
        var name = World.scheduleName("schedule" + random.nextInt(SCHEDULES));
        world.engine.ask(name, new ScheduleCommand.Remove(name));
    }
}
