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

/** A target whose answers a test gives. A request goes by the name of its first message. */
final class FakeTarget implements Target {
    static final Outcome OK = new Outcome.Delivered(200);
    static final Outcome DOWN = new Outcome.Unreachable("Connection reset");

    final Map<String, Promise<Answer>> running = new LinkedHashMap<>();
    final List<List<String>> requests = new ArrayList<>();
    final List<String> started = new ArrayList<>();
    int mostRunning;

    /** To be run when an endpoint is there that was not. */
    Runnable arrival = () -> {};

    @Override
    public Future<Answer> deliver(List<Message> messages, Map<String, String> headers) {
        Promise<Answer> promise = Promise.promise();
        List<String> ids = messages.stream().map(Message::id).toList();
        requests.add(ids);
        started.addAll(ids);
        running.put(ids.getFirst(), promise);
        mostRunning = Math.max(mostRunning, running.size());
        return promise.future();
    }

    void answer(String id, Outcome outcome) {
        answer(id, Answer.of(outcome));
    }

    void answer(String id, Answer answer) {
        Promise<Answer> promise = running.remove(id);
        if (promise == null) {
            throw new NoSuchElementException(id + " is not running, but " + running.keySet());
        }
        promise.complete(answer);
    }

    /** Answers the one that runs longest. */
    void answerFirst(Outcome outcome) {
        answer(running.keySet().iterator().next(), outcome);
    }

    @Override
    public void onArrival(Runnable told) {
        arrival = told;
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
