package dev.hikyaku.simulation;

import dev.hikyaku.queue.QueueCommand;
import dev.hikyaku.queue.QueueReply;
import dev.hikyaku.schedule.MissedFirings;
import dev.hikyaku.store.SimulatedDisk;
import dev.hikyaku.store.StoreException;
import java.util.List;
import java.util.Random;

/** A run from one seed: what happens next is drawn, again and again. */
final class Simulation {
    private static final int VERIFY_EVERY = 2_500;
    private static final int DRAIN_ROUNDS_MAX = 400;
    private static final long DAY = 86_400_000;

    private final Random random;
    private final Topology topology = new Topology();
    private final World world;
    private final Clients clients;
    private final Publishers publishers;
    private long done;

    Simulation(long seed, SimulatedDisk disk, EngineLog log) {
        this.random = new Random(seed);
        this.world = new World(random, disk, topology, log);
        this.clients = new Clients(world);
        this.publishers = new Publishers(world, clients);
        world.listen(clients);
    }

    /** How many steps were done. */
    long steps() {
        return done;
    }

    /** How many checks were made. */
    long checks() {
        return world.checks.made();
    }

    /**
     * Runs it.
     *
     * @return a hash over what the store holds at the end, before everything is taken out of it
     * @throws Violation at the first thing that does not hold
     */
    String run(long steps) {
        topology.specs().values().forEach(clients::define);
        world.settle();
        publishers.define();
        world.calm(false);
        while (done < steps) {
            act();
            if (++done % VERIFY_EVERY == 0) {
                verify();
            }
        }
        verify();
        String state = world.disk.hash();
        drain();
        return state;
    }

    private void act() {
        int dice = random.nextInt(1000);
        if (dice < 150) {
            clients.send();
        } else if (dice < 310) {
            clients.receive();
        } else if (dice < 450) {
            clients.delete();
        } else if (dice < 480) {
            clients.changeVisibility();
        } else if (dice < 490) {
            clients.release();
        } else if (dice < 498) {
            clients.bury();
        } else if (dice < 500) {
            clients.purge();
        } else if (dice < 505) {
            clients.passingQueue();
        } else if (dice < 508) {
            clients.setDelay();
        } else if (dice < 514) {
            clients.move();
        } else if (dice < 522) {
            clients.count();
        } else if (dice < 545) {
            clients.repeat();
        } else if (dice < 555) {
            publishers.publish();
        } else if (dice < 565) {
            publishers.publishInOrder();
        } else if (dice < 572) {
            publishers.putEvent();
        } else if (dice < 595) {
            publishers.push();
        } else if (dice < 598) {
            publishers.retry();
        } else if (dice < 602) {
            publishers.schedule();
        } else if (dice < 605) {
            publishers.removeSchedule();
        } else if (dice < 800) {
            world.step(world.anyPartition());
        } else if (dice < 930) {
            world.sync();
        } else if (dice < 996) {
            passTime();
        } else {
            fault();
        }
        if (world.anyFailed() && random.nextInt(10) == 0) {
            world.crash();
        }
    }

    private void passTime() {
        world.engine.carryAgain();
        int dice = random.nextInt(400);
        long most = world.missed == MissedFirings.ALL ? DAY / 48 : DAY;
        if (dice == 0) {
            world.clock += (long) (random.nextDouble() * most);
        } else if (dice < 3) {
            world.clock -= random.nextInt(3_600_000);
        } else if (dice < 15) {
            world.clock -= random.nextInt(15_000);
        } else if (dice < 25) {
            world.clock += random.nextInt(1_200_000);
        } else if (dice < 60) {
            world.clock =
                    Math.max(world.clock, Math.min(world.engine.nextTimer(), world.clock + most));
        } else {
            world.clock += random.nextInt(6_000);
        }
    }

    private void fault() {
        int dice = random.nextInt(100);
        if (dice < 50) {
            world.crash();
        } else if (dice < 58) {
            world.restart();
        } else if (dice < 68) {
            world.disk.nextRead = new IllegalStateException("a bug, from the simulation");
            world.step(world.anyPartition());
        } else if (dice < 74) {
            world.disk.nextRead = new StoreException("cannot read, from the simulation");
            world.step(world.anyPartition());
        } else if (dice < 80) {
            world.disk.nextWrite = new StoreException("cannot write, from the simulation");
            world.step(world.anyPartition());
        } else if (dice < 86) {
            world.failSync();
        } else if (dice < 90) {
            world.disk.full = true;
        } else {
            world.slowDisk(1 + random.nextInt(20));
        }
    }

    /** Everything that can happen happens, and then the model knows everything. */
    private void verify() {
        world.settle();
        for (ModelQueue queue : world.model.queues()) {
            clients.ask(queue.id, new QueueCommand.Count(queue.id));
            clients.ask(queue.id, new QueueCommand.ListMoves(queue.id));
        }
        world.settle();
        world.model.requireRest();
    }

    /** Everything is taken out of everywhere, so that nothing can be left that is not known. */
    private void drain() {
        world.calm(true);
        for (int round = 0; round < DRAIN_ROUNDS_MAX; round++) {
            world.clock += 60_000;
            publishers.push();
            publishers.retry();
            world.settle();
            for (ModelQueue queue : world.model.queues()) {
                takeAll(queue);
            }
            if (empty()) {
                world.model.requireEnd();
                return;
            }
        }
        world.checks.require(
                false, Invariant.NO_ACKNOWLEDGED_SEND_LOST, "never handed out:", left());
    }

    private void takeAll(ModelQueue queue) {
        if (queue.spec.name().startsWith(".")) {
            return;
        }
        var call = world.engine.receive(new QueueCommand.Receive(queue.id, 10, 300), 0);
        world.settle();
        if (call.answer() instanceof QueueReply.Received received
                && !received.messages().isEmpty()) {
            world.engine.ask(
                    queue.id,
                    new QueueCommand.DeleteMessages(
                            queue.id, received.messages().stream().map(m -> m.handle()).toList()));
            world.settle();
        }
    }

    private boolean empty() {
        return left().isEmpty();
    }

    private List<String> left() {
        return world.model.queues().stream()
                .filter(queue -> !queue.spec.name().startsWith(Topology.CLOCK))
                .filter(queue ->
                        queue.messages.stream().anyMatch(each -> !queue.expired(each, world.clock)))
                .map(queue -> queue.spec.name() + queue.messages)
                .toList();
    }
}
