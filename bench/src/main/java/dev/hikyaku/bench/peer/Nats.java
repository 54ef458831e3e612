package dev.hikyaku.bench.peer;

import dev.hikyaku.bench.load.Address;
import dev.hikyaku.bench.load.Client;
import dev.hikyaku.bench.server.Ports;
import dev.hikyaku.bench.server.Server;
import io.nats.client.Connection;
import io.nats.client.JetStream;
import io.nats.client.JetStreamSubscription;
import io.nats.client.Message;
import io.nats.client.PullSubscribeOptions;
import io.nats.client.api.AckPolicy;
import io.nats.client.api.ConsumerConfiguration;
import io.nats.client.api.PublishAck;
import io.nats.client.api.RetentionPolicy;
import io.nats.client.api.StorageType;
import io.nats.client.api.StreamConfiguration;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A work queue of JetStream in files, with one pull consumer. */
record Nats(Path program, boolean syncs, Traits traits) implements Peer.Library {
    private static final String NAME = "bench";
    private static final int CONNECTIONS = 8;

    static Nats find(Tools tools) throws MissingException {
        Path program = tools.require("nats-server", "nats-server");
        String version = tools.version(program.toString(), "--version");
        boolean syncs = syncs(version);
        String settings =
                "JetStream work queue in files, "
                        + (syncs
                                ? "sync_interval always"
                                : "synced every 2 minutes (sync_interval needs 2.10)")
                        + ", acks not confirmed";
        return new Nats(program, syncs, new Traits("nats", version, settings, syncs));
    }

    /** From 2.10 on a server can sync each message; older ones refuse the setting. */
    static boolean syncs(String version) {
        String[] numbers = version.split("\\.", -1);
        int major = Integer.parseInt(numbers[0]);
        return major > 2 || (major == 2 && Integer.parseInt(numbers[1]) >= 10);
    }

    @Override
    public Server start(Path data, Path logs) throws Exception {
        int port = Ports.free();
        Path file = data.resolve("nats.conf");
        Files.writeString(
                file,
                "listen: \"%s:%d\"\njetstream { store_dir: \"%s\"%s }\n"
                        .formatted(
                                Address.HOST, port, data, syncs ? ", sync_interval: always" : ""));
        List<String> command = List.of(program.toString(), "-c", file.toString());
        return Server.startOn(port, "nats", command, Map.of(), logs.resolve("nats.log"));
    }

    @Override
    public Clients connect(Address address, int clients) throws Exception {
        List<Connection> connections = new ArrayList<>();
        for (int i = 0; i < CONNECTIONS; i++) {
            connections.add(io.nats.client.Nats.connect("nats://" + address.authority()));
        }
        createQueue(connections.getFirst());
        List<Worker> workers = new ArrayList<>();
        for (int i = 0; i < clients; i++) {
            workers.add(new Worker(connections.get(i % CONNECTIONS).jetStream()));
        }
        return new Clients(
                workers,
                () -> {
                    for (Connection connection : connections) {
                        connection.close();
                    }
                });
    }

    private static void createQueue(Connection connection) throws Exception {
        var management = connection.jetStreamManagement();
        management.addStream(
                StreamConfiguration.builder()
                        .name(NAME)
                        .subjects(NAME)
                        .storageType(StorageType.File)
                        .retentionPolicy(RetentionPolicy.WorkQueue)
                        .build());
        management.addOrUpdateConsumer(
                NAME,
                ConsumerConfiguration.builder()
                        .durable(NAME)
                        .filterSubject(NAME)
                        .ackPolicy(AckPolicy.Explicit)
                        .build());
    }

    private static final class Worker implements Client {
        private final JetStream stream;
        private @Nullable JetStreamSubscription subscription;
        private @Nullable Message received;

        Worker(JetStream stream) {
            this.stream = stream;
        }

        @Override
        public void send(List<String> bodies) {
            List<CompletableFuture<PublishAck>> acks =
                    bodies.stream()
                            .map(body -> body.getBytes(StandardCharsets.UTF_8))
                            .map(body -> stream.publishAsync(NAME, body))
                            .toList();
            acks.forEach(CompletableFuture::join);
        }

        @Override
        public boolean receive() throws Exception {
            if (subscription == null) {
                subscription = stream.subscribe(NAME, PullSubscribeOptions.bind(NAME, NAME));
            }
            List<Message> messages = subscription.fetch(1, Duration.ofSeconds(1));
            received = messages.isEmpty() ? null : messages.getFirst();
            return received != null;
        }

        @Override
        public void delete() {
            if (received != null) {
                received.ack();
            }
        }
    }
}
