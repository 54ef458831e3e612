package dev.hikyaku.bench.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Starts each kind of server that takes part. */
public final class Servers {
    public static final String CEILING = "ceiling";
    public static final String PRODUCT = "hikyaku";

    static final String JAVA = Path.of(System.getProperty("java.home"), "bin", "java").toString();

    private static final String FLAGS =
            "-XX:+UseSerialGC -Xmx256m"
                    + " --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow";
    private static final Pattern READY = Pattern.compile("ready on http://127\\.0\\.0\\.1:(\\d+)");

    private final List<String> productCommand;
    private final Path spring;
    private final Path logs;
    private final @Nullable ElasticMq peer;

    /**
     * @param spring the jar of the forwarder that is built on Spring Cloud AWS
     */
    public Servers(List<String> productCommand, Path spring, Path logs, @Nullable ElasticMq peer) {
        this.productCommand = productCommand;
        this.spring = spring;
        this.logs = logs;
        this.peer = peer;
    }

    public Server product(Path data, String... options) {
        List<String> command = new ArrayList<>(productCommand);
        command.addAll(List.of("serve", "--port", "0", "--data", data.toString()));
        command.addAll(List.of(options));
        return start(PRODUCT, command);
    }

    /** What the product's command says about itself. */
    public String productVersion() {
        try {
            List<String> command = new ArrayList<>(productCommand);
            command.add("--version");
            Process process =
                    Processes.start(
                            new ProcessBuilder(command)
                                    .redirectError(ProcessBuilder.Redirect.DISCARD));
            String text = new String(process.getInputStream().readAllBytes(), UTF_8);
            Processes.end(process);
            return text.strip().split(" ", -1)[1];
        } catch (IOException | IndexOutOfBoundsException e) {
            return "unknown";
        }
    }

    public Server ceiling() {
        return start(CEILING, ownMain(CeilingServer.class));
    }

    public Server worker() {
        return start("worker", ownMain(WorkerServer.class));
    }

    /** What posts to a worker without a queue behind it. */
    public Server poster() {
        return start("poster", ownMain(ClosedLoop.class));
    }

    public Forwarder forwarder(Rival rival, Rival.Job job) {
        List<String> listener = java("-jar", spring.toString());
        return Forwarder.start(
                rival.command(productCommand, listener, job), logs.resolve(rival.queue() + ".log"));
    }

    public List<Server> peers() {
        return peer == null ? List.of() : List.of(peer.start(logs));
    }

    private Server start(String name, List<String> command) {
        return Server.start(name, command, READY, logs.resolve(name + ".log"));
    }

    /** A main class of this benchmark in a process of its own. */
    private static List<String> ownMain(Class<?> main) {
        return java("-cp", System.getProperty("java.class.path"), main.getName());
    }

    private static List<String> java(String... arguments) {
        List<String> command = new ArrayList<>(List.of(JAVA));
        command.addAll(List.of(FLAGS.split(" ", -1)));
        command.addAll(List.of(arguments));
        return command;
    }
}
