package dev.hikyaku.delivery;

import dev.hikyaku.delivery.source.BatchOutcome;
import dev.hikyaku.delivery.source.Refusal;
import dev.hikyaku.delivery.source.Source;
import dev.hikyaku.delivery.source.VisibilityChange;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Gives settlements back to one queue, in batches of a kind. Belongs to the loop. */
final class Settler {
    /** Hears of each settlement once. */
    interface Listener {
        void settled(Lane lane, Settlement settlement, @Nullable Refusal refusal);
    }

    private final Lane lane;
    private final Listener listener;
    private final Batcher<Settlement.Delete> deletes;
    private final Batcher<Settlement.Retry> retries;
    private final Batcher<Settlement.Release> releases;
    private final Batcher<Settlement.Bury> burials;
    private final ArrayDeque<Settlement.Release> back = new ArrayDeque<>();

    Settler(Loop loop, Lane lane, Listener listener) {
        Source source = lane.source;
        this.lane = lane;
        this.listener = listener;
        this.deletes = batcher(loop, batch -> source.delete(each(batch, Settlement::handle)));
        this.retries =
                batcher(loop, batch -> source.changeVisibility(each(batch, Settler::change)));
        this.releases = batcher(loop, batch -> source.release(each(batch, Settlement::handle)));
        this.burials = batcher(loop, batch -> source.bury(each(batch, Settlement.Bury::burial)));
    }

    private <S extends Settlement> Batcher<S> batcher(
            Loop loop, Function<List<S>, CompletableFuture<BatchOutcome>> call) {
        return new Batcher<>(
                loop,
                lane.source.maxBatch(),
                call,
                (settlement, refusal) -> listener.settled(lane, settlement, refusal));
    }

    private static <S, T> List<T> each(List<S> batch, Function<? super S, T> part) {
        return batch.stream().map(part).toList();
    }

    private static VisibilityChange change(Settlement.Retry retry) {
        return new VisibilityChange(retry.handle(), retry.visibilityTimeoutSeconds());
    }

    void settle(Settlement settlement) {
        switch (settlement) {
            case Settlement.Delete delete -> deletes.add(delete);
            case Settlement.Retry retry -> retries.add(retry);
            case Settlement.Release release -> {
                back.add(release);
                giveBack();
            }
            case Settlement.Bury bury -> burials.add(bury);
        }
    }

    /**
     * Gives back what nobody tried to deliver, but not to the worker's own polls while they end:
     * each could receive it once more, to no purpose, and a receive may count.
     */
    void giveBack() {
        while (!lane.receiver.ending() && !back.isEmpty()) {
            releases.add(back.remove());
        }
    }
}
