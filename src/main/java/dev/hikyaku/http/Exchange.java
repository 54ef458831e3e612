package dev.hikyaku.http;

import dev.hikyaku.api.ApiRequest;
import dev.hikyaku.api.ApiResponse;
import dev.hikyaku.api.Caller;
import dev.hikyaku.api.Credential;
import dev.hikyaku.api.Dispatcher;
import dev.hikyaku.model.ErrorCode;
import dev.hikyaku.model.ServiceException;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One API request and its answer. Three zones of errors: before the body is complete (too large,
 * too slow: refused in the request's own protocol, and the connection closed, for its rest would be
 * taken for the next request); in the dispatcher, which answers every failure itself; and a
 * connection that is gone, where nobody is left to tell.
 */
final class Exchange implements Caller {
    private static final CharSequence REQUEST_ID = HttpHeaders.createOptimized("x-amzn-RequestId");
    private static final CharSequence QUERY_ERROR =
            HttpHeaders.createOptimized("x-amzn-query-error");
    private static final CharSequence ERROR_TYPE = HttpHeaders.createOptimized("x-amzn-errortype");
    private static final int SMALL_ANSWER_BYTES = 64 << 10;
    private static final String CONTINUE = "100-continue";
    private static final CharSequence TARGET = HttpHeaders.createOptimized("x-amz-target");

    private final HttpServerRequest request;
    private final HttpServerResponse response;
    private final Context context;
    private final Dispatcher dispatcher;
    private final ApiServer server;
    private final Thread eventLoop = Thread.currentThread();
    private Buffer body = Buffer.buffer(0);
    private boolean owned;
    private int reserved;
    private boolean answered;

    Exchange(HttpServerRequest request, Context context, Dispatcher dispatcher, ApiServer server) {
        this.request = request;
        this.response = request.response();
        this.context = context;
        this.dispatcher = dispatcher;
        this.server = server;
    }

    void start() {
        request.handler(this::received);
        request.endHandler(end -> dispatch());
        request.exceptionHandler(gone -> finished());
        if (declaredBytes() > server.limits().bodyBytesMax()) {
            refuseTooLarge();
            return;
        }
        Connections.State state = server.state(this);
        if (state.mustTake()) {
            request.pause();
            state.serving();
            state.whenTaken(this::awaitBody);
        } else {
            awaitBody();
        }
    }

    private void awaitBody() {
        request.resume();
        server.state(this)
                .awaitBody(server.now(), server.limits().requestTimeout(), this::timedOut);
        if (CONTINUE.equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT))) {
            response.writeContinue();
        }
    }

    /** What the head says of the body's size; 0 if it says nothing. */
    private long declaredBytes() {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return length == null ? 0 : Long.parseLong(length); // the decoder has refused all others
    }

    HttpServerRequest request() {
        return request;
    }

    private void received(Buffer chunk) {
        if (answered) {
            return;
        }
        int size = body.length() + chunk.length();
        if (size > server.limits().bodyBytesMax()) {
            refuseTooLarge();
        } else if (!server.budget().reserve(chunk.length())) {
            refuse(
                    ErrorCode.REQUEST_THROTTLED,
                    "The server holds as many request bytes as it may; try again.");
        } else {
            reserved += chunk.length();
            body = body.length() == 0 ? chunk : appended(chunk);
        }
    }

    /**
     * Copies once: the first chunk belongs to the network layer, what comes out of here is ours.
     */
    private Buffer appended(Buffer chunk) {
        if (!owned) {
            body = Buffer.buffer(2 * (body.length() + chunk.length())).appendBuffer(body);
            owned = true;
        }
        return body.appendBuffer(chunk);
    }

    private void refuseTooLarge() {
        refuse(
                ErrorCode.REQUEST_ENTITY_TOO_LARGE,
                "The request body is larger than " + server.limits().bodyBytesMax() + " bytes.");
    }

    private void timedOut() {
        refuse(
                ErrorCode.REQUEST_TIMEOUT,
                "The request was not complete within "
                        + server.limits().requestTimeout().toSeconds()
                        + " seconds.");
        close();
    }

    /**
     * Answers before the body is complete, then reads on and forgets what it reads, as long as a
     * body may take: a client that is still sending would lose the answer if we closed under it.
     */
    private void refuse(ErrorCode code, String message) {
        response.putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        write(
                dispatcher.refuse(
                        apiRequest(new byte[0]), this, new ServiceException(code, message)));
        server.state(this).awaitBody(server.now(), server.limits().requestTimeout(), this::close);
    }

    private void close() {
        request.connection().close();
    }

    private void dispatch() {
        if (answered) {
            close();
            return;
        }
        server.state(this).serving();
        byte[] bytes = body.getBytes();
        body = Buffer.buffer(0);
        dispatcher
                .serve(apiRequest(bytes), this)
                .whenComplete((answer, never) -> {
                    if (Thread.currentThread().equals(eventLoop)) {
                        write(answer);
                    } else {
                        context.runOnContext(hop -> write(answer));
                    }
                });
    }

    private ApiRequest apiRequest(byte[] bytes) {
        return new ApiRequest(
                request.method().name(),
                host(),
                Objects.requireNonNullElse(request.path(), "/"),
                Objects.requireNonNullElse(request.query(), ""),
                request.getHeader(HttpHeaders.CONTENT_TYPE),
                request.getHeader(TARGET),
                bytes);
    }

    private void write(ApiResponse answer) {
        if (answered) {
            return;
        }
        answered = true;
        if (!response.closed()) {
            response.setStatusCode(answer.status())
                    .putHeader(HttpHeaders.CONTENT_TYPE, answer.contentType())
                    .putHeader(REQUEST_ID, answer.requestId());
            if (answer.queryError() != null) {
                response.putHeader(QUERY_ERROR, answer.queryError());
            }
            if (answer.errorType() != null) {
                response.putHeader(ERROR_TYPE, answer.errorType());
            }
            send(answer.body());
        }
        finished();
    }

    /** A large answer for which there is no memory while it is under way is not given. */
    private void send(byte[] bytes) {
        if (bytes.length <= SMALL_ANSWER_BYTES) {
            server.answers().take(bytes.length);
        } else if (!server.answers().reserve(bytes.length)) {
            close();
            return;
        }
        Connections.State state = server.state(this);
        state.sending(bytes.length, server.now());
        server.idle(this);
        response.end(Buffer.buffer(bytes))
                .onComplete(taken -> {
                    server.answers().release(bytes.length);
                    state.sent(bytes.length, server.now());
                });
    }

    private void finished() {
        answered = true;
        server.budget().release(reserved);
        reserved = 0;
    }

    @Override
    public @Nullable Credential credential() {
        return Credential.find(
                request.getHeader(HttpHeaders.AUTHORIZATION),
                Objects.requireNonNullElse(request.query(), ""));
    }

    @Override
    public String host() {
        return Objects.requireNonNullElse(request.getHeader(HttpHeaders.HOST), "");
    }

    @Override
    public void onGone(Runnable action) {
        response.closeHandler(closed -> action.run());
    }

    @Override
    public void execute(Runnable action) {
        context.runOnContext(hop -> action.run());
    }
}
