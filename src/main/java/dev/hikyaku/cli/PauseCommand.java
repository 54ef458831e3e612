package dev.hikyaku.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "pause",
        description = "Lets a worker receive nothing until it is resumed; what runs ends.")
final class PauseCommand implements Callable<Integer> {
    @Mixin private AdminClient client;

    @Parameters(paramLabel = "NAME", description = "the worker, as hikyaku ps lists it")
    private String name;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields
    PauseCommand() {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        System.out.println(WorkerTable.told(client.tell(name, "pause")));
        return 0;
    }
}
