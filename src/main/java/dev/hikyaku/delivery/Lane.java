package dev.hikyaku.delivery;

import dev.hikyaku.delivery.source.Refusal;
import dev.hikyaku.delivery.source.Source;
import dev.hikyaku.delivery.source.VisibilityChange;
import org.jspecify.annotations.Nullable;

/** One of a worker's queues: its receives, and what goes back to it. */
final class Lane {
    /** Hears of what a lane brings and has done. */
    interface Listener extends Receiver.Listener {
        void settled(Lane lane, Settlement settlement, @Nullable Refusal refusal);
    }

    final Source source;
    final Receiver receiver;
    private final Batcher<Settlement.Delete> deletes;
    private final Batcher<Settlement.Retry> retries;

    Lane(Loop loop, Source source, Receiver.Terms terms, Credit credit, Listener listener) {
        this.source = source;
        this.receiver = new Receiver(loop, this, terms, credit, listener);
        this.deletes =
                new Batcher<>(
                        loop,
                        source.maxBatch(),
                        batch ->
                                source.delete(
                                        batch.stream().map(Settlement.Delete::handle).toList()),
                        (settlement, refusal) -> listener.settled(this, settlement, refusal));
        this.retries =
                new Batcher<>(
                        loop,
                        source.maxBatch(),
                        batch -> source.changeVisibility(batch.stream().map(Lane::change).toList()),
                        (settlement, refusal) -> listener.settled(this, settlement, refusal));
    }

    private static VisibilityChange change(Settlement.Retry retry) {
        return new VisibilityChange(retry.handle(), retry.visibilityTimeoutSeconds());
    }

    void settle(Settlement settlement) {
        switch (settlement) {
            case Settlement.Delete delete -> deletes.add(delete);
            case Settlement.Retry retry -> retries.add(retry);
        }
    }

    String queue() {
        return source.queue();
    }
}
