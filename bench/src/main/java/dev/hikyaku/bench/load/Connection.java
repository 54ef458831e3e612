package dev.hikyaku.bench.load;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetSocket;
import org.jspecify.annotations.Nullable;

/**
 * A closed loop: ask, wait for the answer, ask again as long as the round runs. A connection that
 * is lost counts as an error and is opened again, so that the number of connections stays what the
 * report says.
 */
final class Connection {
    private static final long RECONNECT_MILLIS = 100;

    private final Vertx vertx;
    private final NetClient client;
    private final Address address;
    private final Load load;
    private final Conversation conversation;
    private final ResponseParser parser = new ResponseParser();
    private @Nullable NetSocket socket;
    private boolean waits;
    private boolean rests;
    private long askedNanos;

    Connection(
            Vertx vertx, NetClient client, Address address, Load load, Conversation conversation) {
        this.vertx = vertx;
        this.client = client;
        this.address = address;
        this.load = load;
        this.conversation = conversation;
    }

    Future<?> connect() {
        return client.connect(address.port(), Address.HOST).onSuccess(this::connected);
    }

    /** Goes on as long as the round does, unless an answer is still out. */
    void continueRound() {
        if (load.tally().ended() || waits || rests) {
            return;
        }
        long restMillis = conversation.restMillis();
        if (restMillis == 0) {
            ask();
            return;
        }
        rests = true;
        vertx.setTimer(restMillis, timer -> rested());
    }

    private void rested() {
        rests = false;
        if (!load.tally().ended()) {
            ask();
        }
    }

    private void ask() {
        NetSocket open = socket;
        if (open != null) {
            waits = true;
            load.asked();
            Buffer request = conversation.next();
            askedNanos = System.nanoTime();
            open.write(request);
        }
    }

    void close() {
        if (socket != null) {
            socket.close();
        }
    }

    private void connected(NetSocket connected) {
        socket = connected;
        connected.handler(this::received).closeHandler(closed -> lost());
        continueRound();
    }

    private void received(Buffer piece) {
        try {
            Response response = parser.feed(piece);
            if (response != null) {
                answered(response);
            }
        } catch (RuntimeException malformed) {
            load.tally().error(malformed.toString());
            close();
        }
    }

    private void answered(Response response) {
        Tally tally = load.tally();
        if (conversation.timed()) {
            tally.latency(System.nanoTime() - askedNanos);
        }
        if (response.succeeded()) {
            conversation.answered(response, tally);
        } else {
            tally.error("status " + response.status() + ": " + response.body());
            conversation.refused(tally);
        }
        settle();
        if (response.closes()) {
            reopen();
        } else {
            continueRound();
        }
    }

    /** A server that takes one request a connection is slow, and not wrong. */
    private void reopen() {
        NetSocket open = socket;
        socket = null;
        if (open != null) {
            open.closeHandler(closed -> {});
            open.close();
        }
        connect().onFailure(refused -> lost());
    }

    private void settle() {
        if (waits) {
            waits = false;
            load.settled();
        }
    }

    private void lost() {
        socket = null;
        parser.reset();
        if (!load.closed()) {
            load.tally().error("connection lost");
            settle();
            vertx.setTimer(RECONNECT_MILLIS, timer -> connect().onFailure(refused -> lost()));
        }
    }
}
