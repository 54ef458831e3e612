package dev.hikyaku.integration.aws;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;

/** EventBridge Scheduler, with functions that note their calls. */
abstract class SchedulerSuite extends AwsSuite
        implements ScheduleCases,
                ScheduleGroupCases,
                FiringCases,
                FiringTargetCases,
                FailureEventCases,
                FunctionCases {
    private final Map<String, List<String>> calls = new ConcurrentHashMap<>();
    private @Nullable HttpServer functions;

    SchedulerSuite(AwsClient client, AwsServer server) {
        super(client, server);
    }

    @Override
    void prepare(Path folder) throws IOException {
        HttpServer made =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        made.createContext(
                "/",
                exchange -> {
                    String name = exchange.getRequestURI().getPath().substring(1);
                    byte[] body = exchange.getRequestBody().readAllBytes();
                    calls.computeIfAbsent(name, first -> new CopyOnWriteArrayList<>())
                            .add(new String(body, StandardCharsets.UTF_8));
                    exchange.sendResponseHeaders(
                            List.of("sick", "ill").contains(name) ? 500 : 200, -1);
                    exchange.close();
                });
        made.start();
        functions = made;
        String url = "http://127.0.0.1:" + made.getAddress().getPort() + "/";
        var config = new StringBuilder();
        for (String name : List.of("well", "sick", "ill")) {
            config.append("[[function]]\nname = \"" + name + "\"\nurl = \"" + url + name + "\"\n");
        }
        Files.writeString(folder.resolve("hikyaku.toml"), config);
    }

    @AfterAll
    void endFunctions() {
        Objects.requireNonNull(functions).stop(0);
    }

    @Override
    public List<String> calls(String function) {
        return calls.getOrDefault(function, List.of());
    }
}
