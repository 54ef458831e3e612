package dev.hikyaku.bench.peer;

import dev.hikyaku.bench.load.Address;
import dev.hikyaku.bench.load.Client;
import dev.hikyaku.bench.server.Ports;
import dev.hikyaku.bench.server.Server;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.params.XReadGroupParams;
import redis.clients.jedis.resps.StreamEntry;

/** A stream of Redis with one consumer group, a connection for each client. */
record Redis(Path program, Traits traits) implements Peer.Library {
    private static final String KEY = "bench";
    private static final int TIMEOUT_MILLIS = 30_000;

    static Redis find(Tools tools) throws MissingException {
        Path program = tools.require("redis-server", "redis-server");
        String version = tools.version(program.toString(), "--version");
        String settings = "stream, appendfsync always; XADD, XREADGROUP, XACK + XDEL";
        return new Redis(program, new Traits("redis", version, settings, true));
    }

    @Override
    public Server start(Path data, Path logs) {
        int port = Ports.free();
        List<String> command =
                List.of(
                        program.toString(),
                        "--bind",
                        Address.HOST,
                        "--port",
                        Integer.toString(port),
                        "--dir",
                        data.toString(),
                        "--appendonly",
                        "yes",
                        "--appendfsync",
                        "always",
                        "--save",
                        "");
        return Server.startOn(port, "redis", command, Map.of(), logs.resolve("redis.log"));
    }

    @Override
    public Clients connect(Address address, int clients) {
        List<Consumer> each =
                IntStream.range(0, clients)
                        .mapToObj(i -> new Jedis(Address.HOST, address.port(), TIMEOUT_MILLIS))
                        .map(Consumer::new)
                        .toList();
        each.getFirst().jedis.xgroupCreate(KEY, KEY, new StreamEntryID(0, 0), true);
        return new Clients(each, () -> each.forEach(consumer -> consumer.jedis.close()));
    }

    private static final class Consumer implements Client {
        private final Jedis jedis;
        private StreamEntryID received = new StreamEntryID();

        Consumer(Jedis jedis) {
            this.jedis = jedis;
        }

        @Override
        public void send(List<String> bodies) {
            try (Pipeline pipeline = jedis.pipelined()) {
                bodies.forEach(
                        body -> pipeline.xadd(KEY, StreamEntryID.NEW_ENTRY, Map.of("body", body)));
            }
        }

        @Override
        public boolean receive() {
            List<Map.Entry<String, List<StreamEntry>>> streams =
                    jedis.xreadGroup(
                            KEY,
                            "consumer",
                            XReadGroupParams.xReadGroupParams().count(1).block(1000),
                            Map.of(KEY, StreamEntryID.XREADGROUP_UNDELIVERED_ENTRY));
            if (streams == null || streams.isEmpty()) {
                return false;
            }
            received = streams.getFirst().getValue().getFirst().getID();
            return true;
        }

        @Override
        public void delete() {
            try (Pipeline pipeline = jedis.pipelined()) {
                pipeline.xack(KEY, KEY, received);
                pipeline.xdel(KEY, received);
            }
        }
    }
}
