package dev.hikyaku.bench.peer;

import java.nio.file.Path;
import java.util.List;

/** A peer that may be missing on this machine. */
public record Candidate(String name, Finding finding) {
    /** Looks for it, and installs it where that can be done. */
    public interface Finding {
        Peer find() throws MissingException;
    }

    /**
     * All of them.
     *
     * @param target where what has to be fetched goes
     */
    public static List<Candidate> all(Tools tools, Path target) {
        Path jars = target.resolve("peer-elasticmq");
        return List.of(
                new Candidate("elasticmq", () -> SqsPeers.elasticMq(jars)),
                new Candidate("elasticmq-h2", () -> SqsPeers.elasticMqPersistent(jars)),
                new Candidate("moto", () -> SqsPeers.moto(tools)),
                new Candidate("rabbitmq", () -> RabbitMq.find(tools)),
                new Candidate("nats", () -> Nats.find(tools)),
                new Candidate("redis", () -> Redis.find(tools)),
                new Candidate("postgresql", () -> PostgreSql.find(tools)));
    }
}
