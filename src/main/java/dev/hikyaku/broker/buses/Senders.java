package dev.hikyaku.broker.buses;

import dev.hikyaku.broker.push.QueueSender;
import dev.hikyaku.event.BusArn;
import dev.hikyaku.event.Event;
import dev.hikyaku.event.EventError;
import dev.hikyaku.model.QueueArn;
import dev.hikyaku.model.ServiceException;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends to targets within the server: queues, topics, other buses, and the log. */
final class Senders {
    /** What rules write to log groups. */
    private static final Logger LOG_GROUPS = LoggerFactory.getLogger("dev.hikyaku.events");

    /** Hands an event to a bus. */
    interface Entrance {
        CompletableFuture<Void> enter(BusArn bus, Incoming incoming);
    }

    private final QueueSender queues;
    private final TopicPublisher topics;
    private final Entrance buses;

    Senders(QueueSender queues, TopicPublisher topics, Entrance buses) {
        this.queues = queues;
        this.topics = topics;
        this.buses = buses;
    }

    /** Sends; fails with a {@link ServiceException}. */
    CompletableFuture<?> send(Job job) {
        try {
            return switch (job.head().kind()) {
                case QUEUE -> queue(job);
                case TOPIC -> topics.publish(job.head().targetArn(), job.input());
                case BUS -> bus(job);
                case LOG -> log(job);
                case API_DESTINATION, FUNCTION ->
                        throw new IllegalArgumentException("a target outside: " + job.head());
            };
        } catch (ServiceException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private CompletableFuture<?> queue(Job job) {
        return queues.send(
                QueueArn.parse(job.head().targetArn()),
                Messages.of(job.input(), job.head().group(), job.head().trace()));
    }

    /** From bus to bus an event goes once, so that it cannot go in circles. */
    private CompletableFuture<?> bus(Job job) {
        BusArn bus = BusArn.parse(job.head().targetArn());
        if (bus == null) {
            throw EventError.RESOURCE_NOT_FOUND.of("There is no such bus.");
        }
        if (job.head().forwarded()) {
            return CompletableFuture.completedFuture(null);
        }
        var incoming =
                new Incoming(
                        Event.parse(job.event()),
                        Instant.ofEpochMilli(job.head().ingestedAtMillis()),
                        job.head().trace(),
                        true,
                        Set.of());
        return buses.enter(bus, incoming);
    }

    private static CompletableFuture<?> log(Job job) {
        LOG_GROUPS.info("{} {}", job.head().targetArn(), job.input());
        return CompletableFuture.completedFuture(null);
    }
}
