package dev.hikyaku.delivery.endpoint;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.RequestOptions;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One request. The first of its ends counts: an answer, a failure, or the time limit.
 *
 * <p>Until it is sent it may go from an endpoint that cannot be reached to another one. What was
 * sent is not sent again: the worker may have it.
 */
final class Call implements Deadlines.Limited {
    private final Connections connections;
    private final EndpointPool pool;
    private final Requests requests;
    private final Deadlines deadlines;
    private final Delivery delivery;
    private final Promise<Answer> answer = Promise.promise();
    private List<Endpoint> tried = List.of();
    private @Nullable Endpoint endpoint;
    private @Nullable HttpClientRequest sent;
    private boolean ended;

    Call(
            Connections connections,
            EndpointPool pool,
            Requests requests,
            Deadlines deadlines,
            Delivery delivery) {
        this.connections = connections;
        this.pool = pool;
        this.requests = requests;
        this.deadlines = deadlines;
        this.delivery = delivery;
    }

    Future<Answer> start() {
        connections.starts();
        deadlines.add(this);
        Endpoint first = pool.next(tried);
        if (first == null) {
            end(new Outcome.NotSent(pool.absence()));
        } else {
            connect(first);
        }
        return answer.future();
    }

    private void connect(Endpoint to) {
        endpoint = to;
        to.starts();
        connections
                .request(options(to))
                .onComplete(connected -> send(connected, to), cause -> notReached(to, cause));
    }

    private RequestOptions options(Endpoint to) {
        return delivery.route() instanceof Route.To other
                ? new RequestOptions(to.request()).setURI(other.uri())
                : to.request();
    }

    private void notReached(Endpoint to, Throwable cause) {
        pool.broke(to);
        if (ended) {
            return;
        }
        tried = tried.isEmpty() ? new ArrayList<>() : tried;
        tried.add(to);
        Endpoint other = pool.next(tried);
        if (other == null) {
            end(new Outcome.NotSent(Reasons.of(cause)));
        } else {
            to.ends();
            connect(other);
        }
    }

    private void send(HttpClientRequest connected, Endpoint to) {
        if (ended) {
            connected.reset();
            return;
        }
        sent = connected;
        byte[] body;
        try {
            body = requests.body(delivery);
            requests.head(delivery, body, to.path(), connected.headers());
        } catch (RuntimeException e) {
            connected.reset();
            end(new Outcome.Failed("the request cannot be written: " + e));
            return;
        }
        connected
                .send(Buffer.buffer(body))
                .onComplete(response -> answered(response, to), cause -> broke(to, cause));
    }

    private void answered(HttpClientResponse response, Endpoint to) {
        var body = new Body(response, requests.answerBytesMax());
        response.exceptionHandler(cause -> broke(to, cause))
                .end()
                .onComplete(done -> complete(response, body, to), cause -> broke(to, cause));
    }

    private void complete(HttpClientResponse response, Body body, Endpoint to) {
        to.answered();
        if (!ended) {
            end(body.tooLong() ? tooLong() : read(response, body));
        }
    }

    private Answer read(HttpClientResponse response, Body body) {
        try {
            return requests.read(
                    new Reply(response.statusCode(), response.headers(), body.bytes()), delivery);
        } catch (RuntimeException e) {
            return Answer.of(new Outcome.Failed("the answer cannot be read: " + e));
        }
    }

    private Answer tooLong() {
        return Answer.of(
                new Outcome.BatchFailure(
                        "the answer is longer than " + requests.answerBytesMax() + " bytes"));
    }

    private void broke(Endpoint to, Throwable cause) {
        if (!ended) {
            pool.broke(to);
            end(new Outcome.Unreachable(Reasons.of(cause)));
        }
    }

    @Override
    public void timedOut() {
        end(new Outcome.TimedOut(deadlines.limit()));
        if (sent != null) {
            sent.reset();
        }
    }

    private void end(Outcome outcome) {
        end(Answer.of(outcome));
    }

    private void end(Answer how) {
        if (ended) {
            return;
        }
        ended = true;
        deadlines.remove(this);
        connections.ends();
        if (endpoint != null) {
            endpoint.ends();
        }
        answer.complete(how);
    }

    /** An answer's body as far as it is read; the rest is thrown away as it comes. */
    private static final class Body {
        private static final byte[] NOTHING = {};

        private final int bytesMax;
        private @Nullable Buffer read;
        private boolean tooLong;

        Body(HttpClientResponse response, int bytesMax) {
            this.bytesMax = bytesMax;
            if (bytesMax > 0) {
                response.handler(this::add);
            }
        }

        private void add(Buffer part) {
            if (read == null) {
                read = Buffer.buffer();
            }
            if (read.length() + part.length() > bytesMax) {
                tooLong = true;
                read = Buffer.buffer();
            } else if (!tooLong) {
                read.appendBuffer(part);
            }
        }

        boolean tooLong() {
            return tooLong;
        }

        byte[] bytes() {
            return read == null ? NOTHING : read.getBytes();
        }
    }
}
