package dev.hikyaku.delivery;

import dev.hikyaku.delivery.endpoint.Answer;
import dev.hikyaku.delivery.endpoint.Endpoints;
import dev.hikyaku.delivery.endpoint.Outcome;
import dev.hikyaku.delivery.endpoint.Target;
import dev.hikyaku.delivery.source.Message;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;

/** A target whose answers a test gives. */
final class FakeTarget implements Target {
    static final Outcome OK = new Outcome.Delivered(200);
    static final Outcome DOWN = new Outcome.Unreachable("Connection refused");

    final Map<String, Promise<Outcome>> running = new LinkedHashMap<>();
    final List<String> started = new ArrayList<>();
    int mostRunning;

    @Override
    public Future<Answer> deliver(List<Message> messages) {
        Message message = messages.getFirst();
        Promise<Outcome> promise = Promise.promise();
        started.add(message.id());
        running.put(message.id(), promise);
        mostRunning = Math.max(mostRunning, running.size());
        return promise.future().map(Answer::of);
    }

    void answer(String id, Outcome outcome) {
        Promise<Outcome> promise = running.remove(id);
        if (promise == null) {
            throw new NoSuchElementException(id + " is not running, but " + running.keySet());
        }
        promise.complete(outcome);
    }

    /** Answers the one that runs longest. */
    void answerFirst(Outcome outcome) {
        answer(running.keySet().iterator().next(), outcome);
    }

    @Override
    public Endpoints endpoints() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {
        while (!running.isEmpty()) {
            answerFirst(new Outcome.Unreachable("closed"));
        }
    }
}
