package dev.hikyaku.bench.peer;

import dev.hikyaku.bench.load.Address;
import dev.hikyaku.bench.server.ElasticMq;
import dev.hikyaku.bench.server.Ports;
import dev.hikyaku.bench.server.Server;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Others that speak SQS. */
final class SqsPeers {
    private SqsPeers() {}

    static Peer elasticMq(Path directory) throws MissingException {
        ElasticMq server = elasticMqJars(directory);
        return new Peer.Sqs(
                new Traits("elasticmq", ElasticMq.VERSION, "in memory", false),
                (data, logs) -> server.startInMemory(logs));
    }

    static Peer elasticMqPersistent(Path directory) throws MissingException {
        ElasticMq server = elasticMqJars(directory);
        return new Peer.Sqs(
                new Traits(
                        "elasticmq-h2",
                        ElasticMq.VERSION,
                        "H2, which syncs up to 0.5 s later",
                        false),
                server::startPersistent);
    }

    static Peer moto(Tools tools) throws MissingException {
        if (!tools.succeeds(List.of("python3", "-c", "import moto.server, flask"), 60)) {
            throw new MissingException("moto is missing: pip install 'moto[server]'");
        }
        String version = tools.version("python3", "-c", "import moto; print(moto.__version__)");
        return new Peer.Sqs(
                new Traits("moto", version, "in memory", false), (data, logs) -> startMoto(logs));
    }

    private static Server startMoto(Path logs) {
        int port = Ports.free();
        List<String> command =
                List.of(
                        "python3",
                        "-c",
                        "from moto.server import main; main()",
                        "-H",
                        Address.HOST,
                        "-p",
                        Integer.toString(port));
        return Server.startOn(port, "moto", command, Map.of(), logs.resolve("moto.log"));
    }

    private static ElasticMq elasticMqJars(Path directory) throws MissingException {
        return ElasticMq.resolve(directory)
                .orElseThrow(() -> new MissingException("its jars could not be fetched by mvn"));
    }
}
