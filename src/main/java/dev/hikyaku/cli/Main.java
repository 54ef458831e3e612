package dev.hikyaku.cli;

import dev.hikyaku.server.Server;
import dev.hikyaku.server.ServerSettings;
import java.nio.file.Path;
import java.util.List;

public final class Main {
    private Main() {}

    public static void main(String[] args) throws Exception {
        var server =
                Server.start(
                        new ServerSettings(
                                "127.0.0.1",
                                Integer.parseInt(args[0]),
                                null,
                                Path.of(args[1]),
                                "us-east-1",
                                "000000000000",
                                8,
                                false,
                                List.of(),
                                List.of()));
        System.out.println("hikyaku ready on " + server.url());
        Runtime.getRuntime()
                .addShutdownHook(
                        new Thread(() -> {
                            server.close();
                            Runtime.getRuntime().halt(0);
                        }));
        Thread.currentThread().join();
    }
}
