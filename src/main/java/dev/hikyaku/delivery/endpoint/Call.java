package dev.hikyaku.delivery.endpoint;

import dev.hikyaku.delivery.source.Message;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One request. The first of its ends counts: an answer, a failure, or the time limit.
 *
 * <p>Until it is sent it may go from an endpoint that cannot be reached to another one. What was
 * sent is not sent again: the worker may have it.
 */
final class Call {
    private final Vertx vertx;
    private final HttpClient client;
    private final EndpointPool pool;
    private final Requests requests;
    private final Duration limit;
    private final List<Message> messages;
    private final Map<String, String> headers;
    private final Route route;
    private final Promise<Answer> answer = Promise.promise();
    private List<Endpoint> tried = List.of();
    private @Nullable Endpoint endpoint;
    private @Nullable HttpClientRequest sent;
    private long timer;
    private boolean ended;

    Call(
            Vertx vertx,
            HttpClient client,
            EndpointPool pool,
            Requests requests,
            Duration limit,
            List<Message> messages,
            Map<String, String> headers,
            Route route) {
        this.vertx = vertx;
        this.client = client;
        this.pool = pool;
        this.requests = requests;
        this.limit = limit;
        this.messages = messages;
        this.headers = headers;
        this.route = route;
    }

    Future<Answer> start() {
        timer = vertx.setTimer(limit.toMillis(), fired -> timedOut());
        Endpoint first = pool.next(tried);
        if (first == null) {
            end(new Outcome.Unreachable(pool.absence(), false));
        } else {
            connect(first);
        }
        return answer.future();
    }

    private void connect(Endpoint to) {
        endpoint = to;
        to.starts();
        request(to).onComplete(connected -> send(connected, to), cause -> notReached(to, cause));
    }

    /** An address that Vert.x does not like is as good as one where nobody is. */
    private Future<HttpClientRequest> request(Endpoint to) {
        try {
            return client.request(options(to));
        } catch (RuntimeException e) {
            return Future.failedFuture(e);
        }
    }

    private RequestOptions options(Endpoint to) {
        return route instanceof Route.To other
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
            end(new Outcome.Unreachable(Reasons.of(cause), false));
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
            body = requests.body(messages);
            String path = route instanceof Route.To other ? other.path() : to.path();
            requests.head(messages, body, path, connected.headers());
            headers.forEach(connected.headers()::set);
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
                    new Reply(response.statusCode(), response.headers(), body.bytes()), messages);
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
            end(new Outcome.Unreachable(Reasons.of(cause), true));
        }
    }

    private void timedOut() {
        end(new Outcome.TimedOut(limit));
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
        vertx.cancelTimer(timer);
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
