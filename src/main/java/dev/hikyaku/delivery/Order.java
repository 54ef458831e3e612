package dev.hikyaku.delivery;

import dev.hikyaku.delivery.settings.Priority;
import dev.hikyaku.delivery.settings.WorkerSettings.Flow;
import java.util.List;

/** Which of a worker's queues goes first. Belongs to the loop. */
interface Order {
    /**
     * What a queue may ask for.
     *
     * @param share whether it is not its turn, but its share of another's
     */
    record Grant(Lane lane, int messages, boolean share) {}

    /**
     * Chooses the next queue to receive from.
     *
     * @param wanting those that have something and may ask, in the order of the settings; not empty
     * @param free messages that may be asked for, at least 1
     */
    Grant next(List<Lane> wanting, int free);

    /** A grant brought so much. */
    void brought(Grant grant, int messages);

    /** Chooses among queues whose held messages may start; not empty. */
    Lane start(List<Lane> ready);

    static Order of(Flow flow) {
        return flow.priority() == Priority.STRICT ? new Strict(flow.share()) : new Weighted();
    }

    /**
     * The first that has something gets all, but for a share: what it got makes a debt to the
     * others, which is paid by as many messages in turn.
     */
    final class Strict implements Order {
        private static final int OWED_MAX = 1000;

        private final double share;
        private double owed;
        private int turn;

        Strict(double share) {
            this.share = share;
        }

        @Override
        public Grant next(List<Lane> wanting, int free) {
            if (wanting.size() == 1 || owed < 1) {
                return new Grant(wanting.getFirst(), free, false);
            }
            Lane other = wanting.get(1 + Math.floorMod(turn++, wanting.size() - 1));
            return new Grant(other, (int) Math.min(owed, free), true);
        }

        @Override
        public void brought(Grant grant, int messages) {
            double change = grant.share() ? -messages : messages * share / (1 - share);
            owed = Math.clamp(owed + change, 0, OWED_MAX);
        }

        @Override
        public Lane start(List<Lane> ready) {
            return ready.getFirst();
        }
    }

    /**
     * Stride scheduling: each queue has a pass that grows by what it got, divided by its weight;
     * the smallest goes first. One that was idle has no claim to what it did not use.
     */
    final class Weighted implements Order {
        private double now;
        private int turn;

        @Override
        public Grant next(List<Lane> wanting, int free) {
            Lane chosen = wanting.getFirst();
            int weights = 0;
            for (Lane lane : wanting) {
                weights += lane.weight;
                if (lane.pass < chosen.pass) {
                    chosen = lane;
                }
            }
            now = Math.max(now, chosen.pass);
            chosen.pass = now;
            int messages = (int) Math.ceilDiv((long) free * chosen.weight, weights);
            charge(chosen, messages);
            return new Grant(chosen, messages, false);
        }

        private static void charge(Lane lane, int messages) {
            lane.pass += (double) messages / lane.weight;
        }

        @Override
        public void brought(Grant grant, int messages) {
            charge(grant.lane(), messages - grant.messages());
        }

        @Override
        public Lane start(List<Lane> ready) {
            return ready.get(Math.floorMod(turn++, ready.size()));
        }
    }
}
