package dev.hikyaku.bench.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * ElasticMQ in its memory mode, for comparison. Fetched when it is asked for, by the build tool's
 * own means and into a directory of its own; nothing of this benchmark is compiled against it.
 */
public final class ElasticMq {
    public static final String VERSION = "1.7.1";

    private static final Pattern READY = Pattern.compile("bind address 127\\.0\\.0\\.1:(\\d+)");
    private static final long RESOLVE_SECONDS = 120;
    private static final String OPTIONS =
            "-Drest-sqs.bind-hostname=127.0.0.1 -Drest-sqs.bind-port=0 -Drest-stats.enabled=false";
    private static final String NAME = "elasticmq";
    private static final String GOAL = "dependency:copy-dependencies";
    private static final String POM =
            """
            <project>
              <modelVersion>4.0.0</modelVersion>
              <groupId>dev.hikyaku</groupId>
              <artifactId>peer-elasticmq</artifactId>
              <version>1</version>
              <packaging>pom</packaging>
              <dependencies>
                <dependency>
                  <groupId>org.elasticmq</groupId><artifactId>elasticmq-server_2.13</artifactId><version>%s</version>
                </dependency>
              </dependencies>
            </project>
            """
                    .formatted(VERSION);

    private final Path jars;

    private ElasticMq(Path jars) {
        this.jars = jars;
    }

    /** Empty when it could not be fetched. */
    public static Optional<ElasticMq> resolve(Path directory) {
        Path jars = directory.resolve("lib");
        try {
            return Files.isDirectory(jars) || fetch(directory)
                    ? Optional.of(new ElasticMq(jars))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    Server start(Path logs) {
        return start(NAME, logs, List.of());
    }

    /** With its messages in an H2 database below a directory, too. */
    public Server startPersistent(Path data, Path logs) {
        return start(
                NAME + "-h2",
                logs,
                List.of(
                        "-Dmessages-storage.enabled=true",
                        "-Dmessages-storage.uri=jdbc:h2:"
                                + data.toAbsolutePath().resolve("elasticmq")));
    }

    /** In memory. */
    public Server startInMemory(Path logs) {
        return start(logs);
    }

    private Server start(String name, Path logs, List<String> options) {
        List<String> command = new ArrayList<>(List.of(Servers.JAVA));
        command.addAll(List.of(OPTIONS.split(" ", -1)));
        command.addAll(options);
        command.addAll(List.of("-cp", jars + "/*", "org.elasticmq.server.Main"));
        return Server.start(name, command, READY, logs.resolve(name + ".log"));
    }

    private static boolean fetch(Path directory) throws IOException, InterruptedException {
        Files.createDirectories(directory);
        Files.writeString(directory.resolve("pom.xml"), POM);
        ProcessBuilder builder =
                new ProcessBuilder("mvn", "-q", "-B", GOAL, "-DoutputDirectory=lib")
                        .directory(directory.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(directory.resolve("resolve.log").toFile());
        Process maven = Processes.start(builder);
        boolean inTime = maven.waitFor(RESOLVE_SECONDS, TimeUnit.SECONDS);
        Processes.end(maven);
        return inTime && maven.exitValue() == 0;
    }
}
