package dev.hikyaku.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(name = "resume", description = "Ends the pause of a worker.")
final class ResumeCommand implements Callable<Integer> {
    @Mixin private AdminClient client;

    @Parameters(paramLabel = "NAME", description = "the worker, as hikyaku ps lists it")
    private String name;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields
    ResumeCommand() {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        System.out.println(WorkerTable.told(client.tell(name, "resume")));
        return 0;
    }
}
