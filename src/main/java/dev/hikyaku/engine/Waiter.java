package dev.hikyaku.engine;

import dev.hikyaku.queue.QueueCommand;
import dev.hikyaku.queue.QueueReply;
import java.util.concurrent.CompletableFuture;

/** A receive, and how long it may wait for a first message. It costs no thread while it waits. */
public final class Waiter {
    private final QueueCommand.Receive command;
    private final long waitMillis;
    private final CompletableFuture<QueueReply> reply = new CompletableFuture<>();
    private long deadline;
    private long arrival;
    private volatile boolean cancelled;

    Waiter(QueueCommand.Receive command, long waitMillis) {
        this.command = command;
        this.waitMillis = waitMillis;
    }

    QueueCommand.Receive command() {
        return command;
    }

    long waitMillis() {
        return waitMillis;
    }

    /** {@link QueueReply.Received}; empty if the wait was in vain. */
    public CompletableFuture<QueueReply> reply() {
        return reply;
    }

    /** Says that nobody is there any more, so that no message is handed to it. */
    public void cancel() {
        cancelled = true;
    }

    boolean over() {
        return cancelled || reply.isDone();
    }

    long deadline() {
        return deadline;
    }

    /** Its place among those that wait. */
    long arrival() {
        return arrival;
    }

    void startWaiting(long now, long place) {
        deadline = now + waitMillis;
        arrival = place;
    }
}
