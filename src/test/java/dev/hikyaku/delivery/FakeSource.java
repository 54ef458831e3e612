package dev.hikyaku.delivery;

import dev.hikyaku.delivery.source.BatchOutcome;
import dev.hikyaku.delivery.source.Burial;
import dev.hikyaku.delivery.source.Handle;
import dev.hikyaku.delivery.source.Message;
import dev.hikyaku.delivery.source.Outlet;
import dev.hikyaku.delivery.source.Poll;
import dev.hikyaku.delivery.source.Refusal;
import dev.hikyaku.delivery.source.Source;
import dev.hikyaku.delivery.source.VisibilityChange;
import dev.hikyaku.model.MessageContent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * A queue that remembers what it is asked. It answers at once unless told to hold its answers, and
 * lets time end no poll.
 */
final class FakeSource implements Source {
    record Name(String id) implements Handle {
        @Override
        public String text() {
            return id;
        }
    }

    /** A receive that was asked for. */
    final class Asked implements Poll {
        final int max;
        final Duration wait;
        final CompletableFuture<List<Message>> messages = new CompletableFuture<>();
        boolean cancelled;

        Asked(int max, Duration wait) {
            this.max = max;
            this.wait = wait;
        }

        @Override
        public CompletableFuture<List<Message>> messages() {
            return messages;
        }

        @Override
        public void cancel() {
            cancelled = true;
            if (cancelsInTime) {
                messages.complete(List.of());
            }
        }
    }

    final String queue;
    final int maxBatch;
    final ArrayDeque<Message> ready = new ArrayDeque<>();
    final List<Asked> asked = new ArrayList<>();
    final List<String> deleted = new ArrayList<>();
    final List<String> released = new ArrayList<>();
    final List<Burial> buried = new ArrayList<>();
    final List<List<VisibilityChange>> changes = new ArrayList<>();

    /** What deletes answer; by default that all went well. */
    Supplier<CompletableFuture<BatchOutcome>> deletes =
            () -> CompletableFuture.completedFuture(BatchOutcome.well());

    Supplier<CompletableFuture<BatchOutcome>> changing =
            () -> CompletableFuture.completedFuture(BatchOutcome.well());

    Supplier<CompletableFuture<BatchOutcome>> burying =
            () -> CompletableFuture.completedFuture(BatchOutcome.well());

    boolean countsReleases;

    /** Whether a cancelled poll ends with nothing; if not, a message may still come by it. */
    boolean cancelsInTime = true;

    /** Whether polls that could be answered are not, until {@link #answer}. */
    boolean slow;

    int deleteCalls;
    boolean closed;
    private Runnable turn = () -> {};

    FakeSource(String queue, int maxBatch) {
        this.queue = queue;
        this.maxBatch = maxBatch;
    }

    static Message message(String queue, String id, int receiveCount) {
        return message(queue, id, id, receiveCount, Map.of());
    }

    /** One of a message group. */
    static Message grouped(String queue, String id, String group) {
        return message(queue, id, id, 1, Map.of(MessageContent.GROUP_ID, group));
    }

    static Message large(String queue, String id, int bytes) {
        return message(queue, id, "x".repeat(bytes), 1, Map.of());
    }

    private static Message message(
            String queue, String id, String body, int receiveCount, Map<String, String> system) {
        return new Message(
                id,
                queue,
                "arn:aws:sqs:us-east-1:000000000000:" + queue,
                new Name(id),
                body.getBytes(StandardCharsets.UTF_8),
                "",
                Map.of(),
                receiveCount,
                0,
                0,
                null,
                system);
    }

    static BatchOutcome refused(String reason, boolean retryable) {
        return BatchOutcome.refused(100, new Refusal(reason, retryable));
    }

    /** Puts messages into the queue, named by number. */
    void send(int from, int to) {
        for (int i = from; i <= to; i++) {
            ready.add(message(queue, queue + i, 1));
        }
        serve();
    }

    void send(Message message) {
        ready.add(message);
        serve();
    }

    /** Answers the polls of this moment with what there is. */
    void answer() {
        waiting().forEach(poll -> poll.messages.complete(take(poll.max)));
        turn.run();
    }

    /** Answers waiting polls, the oldest first. */
    private void serve() {
        while (!ready.isEmpty() && !waiting().isEmpty()) {
            waiting().getFirst().messages.complete(take(waiting().getFirst().max));
            turn.run();
        }
    }

    private List<Message> take(int max) {
        var taken = new ArrayList<Message>();
        while (taken.size() < max && !ready.isEmpty()) {
            taken.add(ready.remove());
        }
        return taken;
    }

    List<Asked> waiting() {
        return asked.stream().filter(poll -> !poll.messages.isDone()).toList();
    }

    /** Ends the polls that wait, as their time is up. */
    void expirePolls() {
        waiting().forEach(poll -> poll.messages.complete(List.of()));
        turn.run();
    }

    List<VisibilityChange> allChanges() {
        return changes.stream().flatMap(List::stream).toList();
    }

    @Override
    public String queue() {
        return queue;
    }

    @Override
    public int maxBatch() {
        return maxBatch;
    }

    @Override
    public Poll receive(int max, Duration visibilityTimeout, Duration wait, Executor owner) {
        var poll = new Asked(max, wait);
        asked.add(poll);
        if (owner instanceof ManualLoop loop) {
            turn = loop::run;
        }
        if (!slow && (!ready.isEmpty() || wait.isZero())) {
            poll.messages.complete(take(max));
        }
        return poll;
    }

    @Override
    public CompletableFuture<BatchOutcome> delete(List<Handle> handles) {
        deleteCalls++;
        CompletableFuture<BatchOutcome> answer = deletes.get();
        answer.thenAccept(outcome -> {
            for (int i = 0; i < handles.size(); i++) {
                if (outcome.refusal(i) == null) {
                    deleted.add(((Name) handles.get(i)).id());
                }
            }
        });
        return answer;
    }

    @Override
    public CompletableFuture<BatchOutcome> changeVisibility(List<VisibilityChange> batch) {
        changes.add(batch);
        return changing.get();
    }

    @Override
    public CompletableFuture<BatchOutcome> release(List<Handle> handles) {
        handles.forEach(handle -> released.add(handle.text()));
        return CompletableFuture.completedFuture(BatchOutcome.well());
    }

    @Override
    public boolean countsReleases() {
        return countsReleases;
    }

    @Override
    public CompletableFuture<BatchOutcome> bury(List<Burial> burials) {
        buried.addAll(burials);
        return burying.get();
    }

    @Override
    public Outlet outlet() {
        throw new UnsupportedOperationException("nothing is sent to it");
    }

    @Override
    public void close() {
        closed = true;
    }
}
