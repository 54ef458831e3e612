package dev.hikyaku.simulation;

import dev.hikyaku.engine.Call;
import dev.hikyaku.engine.PartitionCommand;
import dev.hikyaku.queue.QueueCommand;
import dev.hikyaku.queue.QueueReply;
import dev.hikyaku.queue.Transit;
import java.util.List;

/** Prints what happens, step by step, if {@code -Dhikyaku.sim.trace=true} is set. */
final class Trace {
    private static final boolean ON = Boolean.getBoolean("hikyaku.sim.trace");

    private Trace() {}

    static void say(String what) {
        if (ON) {
            System.out.println(what);
        }
    }

    static void step(Step step, List<Call> served, List<Transit> posted) {
        if (!ON) {
            return;
        }
        say("step of " + step.partition() + " at " + step.now());
        step.calls().forEach(call -> say("  " + text(call)));
        served.stream().filter(Call::waits).forEach(call -> say("  served " + text(call)));
        posted.forEach(each -> say("  posted " + each));
    }

    private static String text(Call call) {
        Object command =
                switch (call.command()) {
                    case QueueCommand.Send send ->
                            "Send to "
                                    + Long.toHexString(send.queue())
                                    + " "
                                    + send.messages().stream().map(Transit::body).toList();
                    case PartitionCommand.Accept accept ->
                            "Accept from "
                                    + accept.source()
                                    + " "
                                    + accept.entries().stream().map(Transit::of).toList();
                    default -> call.command();
                };
        Object answer =
                call.answer() instanceof QueueReply.Received received
                        ? received.messages().stream()
                                .map(each -> each.message().content().body() + " " + each.handle())
                                .toList()
                        : call.answer();
        return command + " -> " + (call.failure() == null ? answer : call.failure());
    }
}
