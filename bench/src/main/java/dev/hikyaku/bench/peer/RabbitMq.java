package dev.hikyaku.bench.peer;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.MessageProperties;
import dev.hikyaku.bench.load.Address;
import dev.hikyaku.bench.load.Client;
import dev.hikyaku.bench.server.Ports;
import dev.hikyaku.bench.server.Server;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A quorum queue of RabbitMQ, a channel for each client. */
record RabbitMq(Path program, Traits traits) implements Peer.Library {
    private static final String QUEUE = "bench";
    private static final int CONNECTIONS = 8;
    private static final int PREFETCH = 10;
    private static final long CONFIRMED_WITHIN_MILLIS = 30_000;

    /** The name server as a child, or the first node would leave one behind for ever. */
    private static final String COMMAND = "epmd & exec \"$0\"";

    static RabbitMq find(Tools tools) throws MissingException {
        tools.require("rabbitmq-server", "rabbitmq-server");
        // Debian's first one in the path changes the user; the one behind it does not
        Path behind = Path.of("/usr/lib/rabbitmq/bin/rabbitmq-server");
        Path program = Files.isExecutable(behind) ? behind : Path.of("rabbitmq-server");
        // rabbitmqctl would leave a name server behind
        String version = tools.version("ls", program.resolveSibling("../lib").toString());
        String settings = "quorum queue, persistent, confirms, prefetch 10, acks not confirmed";
        return new RabbitMq(program, new Traits("rabbitmq", version, settings, true));
    }

    @Override
    public Server start(Path data, Path logs) throws IOException {
        int port = Ports.free();
        Files.writeString(data.resolve("enabled_plugins"), "[].\n");
        Files.writeString(data.resolve("env.conf"), "");
        Files.writeString(data.resolve("rabbitmq.conf"), "");
        List<String> command = List.of("sh", "-c", COMMAND, program.toString());
        return Server.startOn(
                port, "rabbitmq", command, environment(data, port), logs.resolve("rabbitmq.log"));
    }

    private static Map<String, String> environment(Path data, int port) {
        Map<String, String> environment = new HashMap<>();
        environment.put("HOME", data.toString());
        environment.put("ERL_EPMD_ADDRESS", Address.HOST);
        environment.put("ERL_EPMD_PORT", Integer.toString(Ports.free()));
        environment.put("RABBITMQ_NODENAME", "bench" + port + "@localhost");
        environment.put("RABBITMQ_NODE_IP_ADDRESS", Address.HOST);
        environment.put("RABBITMQ_NODE_PORT", Integer.toString(port));
        environment.put("RABBITMQ_DIST_PORT", Integer.toString(Ports.free()));
        environment.put(
                "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS",
                "-kernel inet_dist_use_interface {127,0,0,1}");
        environment.put("RABBITMQ_MNESIA_BASE", data.resolve("mnesia").toString());
        environment.put("RABBITMQ_LOG_BASE", data.resolve("log").toString());
        environment.put("RABBITMQ_LOGS", "-");
        environment.put("RABBITMQ_CONFIG_FILE", data.resolve("rabbitmq.conf").toString());
        environment.put("RABBITMQ_CONF_ENV_FILE", data.resolve("env.conf").toString());
        environment.put(
                "RABBITMQ_ENABLED_PLUGINS_FILE", data.resolve("enabled_plugins").toString());
        return environment;
    }

    @Override
    public Clients connect(Address address, int clients) throws Exception {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setHost(Address.HOST);
        factory.setPort(address.port());
        List<Connection> connections = new ArrayList<>();
        for (int i = 0; i < CONNECTIONS; i++) {
            connections.add(factory.newConnection());
        }
        List<User> users = new ArrayList<>();
        for (int i = 0; i < clients; i++) {
            users.add(new User(connections.get(i % CONNECTIONS).createChannel()));
        }
        users.getFirst()
                .channel
                .queueDeclare(QUEUE, true, false, false, Map.of("x-queue-type", "quorum"));
        return new Clients(users, () -> connections.forEach(Connection::abort));
    }

    private static final class User implements Client {
        private final Channel channel;
        private final BlockingQueue<Long> tags = new LinkedBlockingQueue<>();
        private boolean consumes;
        private @Nullable Long received;

        User(Channel channel) throws IOException {
            this.channel = channel;
            channel.confirmSelect();
        }

        @Override
        public void send(List<String> bodies) throws Exception {
            for (String body : bodies) {
                channel.basicPublish(
                        "",
                        QUEUE,
                        MessageProperties.MINIMAL_PERSISTENT_BASIC,
                        body.getBytes(StandardCharsets.UTF_8));
            }
            channel.waitForConfirmsOrDie(CONFIRMED_WITHIN_MILLIS);
        }

        @Override
        public boolean receive() throws Exception {
            if (!consumes) {
                consumes = true;
                channel.basicQos(PREFETCH);
                channel.basicConsume(
                        QUEUE,
                        false,
                        (tag, delivery) -> tags.add(delivery.getEnvelope().getDeliveryTag()),
                        tag -> {});
            }
            received = tags.poll(1, TimeUnit.SECONDS);
            return received != null;
        }

        @Override
        public void delete() throws IOException {
            if (received != null) {
                channel.basicAck(received, false);
            }
        }
    }
}
