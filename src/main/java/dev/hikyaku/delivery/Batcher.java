package dev.hikyaku.delivery;

import dev.hikyaku.delivery.source.BatchOutcome;
import dev.hikyaku.delivery.source.Refusal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Gathers entries into calls of a source. The first goes at the end of the loop's turn; while a
 * call is under way the next ones gather, so that batches grow with the load by themselves; full
 * ones go side by side.
 *
 * <p>What may succeed later is tried again, a few times. Belongs to the loop.
 */
final class Batcher<T> {
    static final int ATTEMPTS_MAX = 6;

    private static final int CALLS_MAX = 8;
    private static final long RETRY_MILLIS = 100;

    private record Entry<T>(T item, int attempts) {}

    private final Loop loop;
    private final int batchMax;
    private final Function<List<T>, CompletableFuture<BatchOutcome>> call;
    private final BiConsumer<T, @Nullable Refusal> done;
    private final ArrayDeque<Entry<T>> pending = new ArrayDeque<>();
    private final Soon pump;
    private int calls;

    /**
     * @param call what a batch is given to
     * @param done hears of each entry once: null if it went well
     */
    Batcher(
            Loop loop,
            int batchMax,
            Function<List<T>, CompletableFuture<BatchOutcome>> call,
            BiConsumer<T, @Nullable Refusal> done) {
        this.loop = loop;
        this.batchMax = batchMax;
        this.call = call;
        this.done = done;
        this.pump = new Soon(loop, this::pump);
    }

    void add(T item) {
        add(new Entry<>(item, 1));
    }

    private void add(Entry<T> entry) {
        pending.add(entry);
        pump.ask();
    }

    private void pump() {
        while (!pending.isEmpty() && (calls == 0 || another())) {
            send(take());
        }
    }

    private boolean another() {
        return calls < CALLS_MAX && pending.size() >= batchMax;
    }

    private List<Entry<T>> take() {
        int size = Math.min(batchMax, pending.size());
        var batch = new ArrayList<Entry<T>>(size);
        for (int i = 0; i < size; i++) {
            batch.add(pending.remove());
        }
        return batch;
    }

    private void send(List<Entry<T>> batch) {
        calls++;
        List<T> items = batch.stream().map(Entry::item).toList();
        Calls.guarded(() -> call.apply(items))
                .whenCompleteAsync((outcome, failure) -> answered(batch, outcome, failure), loop);
    }

    private void answered(
            List<Entry<T>> batch, @Nullable BatchOutcome outcome, @Nullable Throwable failure) {
        calls--;
        BatchOutcome known = outcome == null ? Calls.failed(batch.size(), failure) : outcome;
        for (int i = 0; i < batch.size(); i++) {
            finish(batch.get(i), known.refusal(i));
        }
        pump.ask();
    }

    private void finish(Entry<T> entry, @Nullable Refusal refusal) {
        if (refusal != null && refusal.retryable() && entry.attempts < ATTEMPTS_MAX) {
            loop.after(
                    RETRY_MILLIS << entry.attempts,
                    () -> add(new Entry<>(entry.item, entry.attempts + 1)));
        } else {
            done.accept(entry.item, refusal);
        }
    }
}
