package dev.hikyaku.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "ps",
        description = "Lists the workers of a running server, or of hikyaku work.",
        footer = {
            "",
            "LIMIT is how many deliveries may run now, of how many at all; IDLE the time since a receive"
                    + " last ended well."
        })
final class PsCommand implements Callable<Integer> {
    @Mixin private AdminClient client;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields
    PsCommand() {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        System.out.println(WorkerTable.of(client.workers().get("workers")));
        return 0;
    }
}
