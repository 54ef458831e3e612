package dev.hikyaku.delivery;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Decides which of a worker's queues is asked, when, and for how much. Belongs to the loop. */
final class Intake {
    private final Loop loop;
    private final Credit credit;
    private final List<Lane> lanes;
    private final Order order;
    private final Soon fill;
    private boolean active;
    private Loop.@Nullable Timer wake;

    Intake(Loop loop, Credit credit, List<Lane> lanes, Order order) {
        this.loop = loop;
        this.credit = credit;
        this.lanes = lanes;
        this.order = order;
        this.fill = new Soon(loop, this::fill);
    }

    void resume() {
        active = true;
        lanes.forEach(lane -> lane.receiver.resume());
        fillSoon();
    }

    void pause() {
        active = false;
        lanes.forEach(lane -> lane.receiver.pause());
    }

    /** Asks for what the credit allows, when all that came with what freed it is seen to. */
    void fillSoon() {
        fill.ask();
    }

    private void fill() {
        if (!active) {
            return;
        }
        for (Lane lane : lanes) {
            if (lane.receiver.wantsToWait()) {
                lane.receiver.await();
            }
        }
        boolean more = true;
        for (List<Lane> wanting = wanting(); more && !wanting.isEmpty(); wanting = wanting()) {
            more = ask(order.next(wanting, credit.free()));
        }
        wakeWhenRatesAllow();
    }

    /**
     * Asks the queue whose turn it is. While it is being asked and has no place for a further poll,
     * what comes free is kept for it: its messages may be there.
     */
    private boolean ask(Order.Grant grant) {
        boolean asks = grant.lane().receiver.mayAsk();
        if (asks) {
            grant.lane().receiver.ask(grant.messages(), brought -> order.brought(grant, brought));
        } else {
            order.brought(grant, 0);
        }
        return asks;
    }

    private List<Lane> wanting() {
        return credit.free() == 0
                ? List.of()
                : lanes.stream().filter(lane -> lane.receiver.wantsMore()).toList();
    }

    private void wakeWhenRatesAllow() {
        long wait = credit.waitMillis();
        for (Lane lane : lanes) {
            long own = lane.credit.waitMillis();
            wait = own > 0 && (wait == 0 || own < wait) ? own : wait;
        }
        if (wait > 0 && wake == null) {
            wake = loop.after(wait, this::woken);
        }
    }

    private void woken() {
        wake = null;
        fill();
    }
}
