package dev.hikyaku.bench.peer;

import dev.hikyaku.bench.load.Address;
import dev.hikyaku.bench.load.Client;
import dev.hikyaku.bench.server.Server;
import java.nio.file.Path;
import java.util.List;

/** A server that takes part. */
public sealed interface Peer {
    Traits traits();

    /**
     * Starts it.
     *
     * @param data a directory that is there and empty
     */
    Server start(Path data, Path logs) throws Exception;

    /** One that speaks SQS, as Hikyaku does. */
    record Sqs(Traits traits, Starting starting) implements Peer {
        @Override
        public Server start(Path data, Path logs) throws Exception {
            return starting.start(data, logs);
        }
    }

    /** One that is used by a client library. */
    non-sealed interface Library extends Peer {
        /** Makes its queue and a client for each of so many threads. */
        Clients connect(Address address, int clients) throws Exception;
    }

    /** How a server is started. */
    interface Starting {
        Server start(Path data, Path logs) throws Exception;
    }

    /**
     * Clients, and what they share.
     *
     * @param connections to be closed after the last use
     */
    record Clients(List<? extends Client> each, AutoCloseable connections) {}
}
