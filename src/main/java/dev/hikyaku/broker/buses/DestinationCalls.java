package dev.hikyaku.broker.buses;

import dev.hikyaku.broker.push.Functions;
import dev.hikyaku.broker.push.HttpSender;
import dev.hikyaku.engine.Definitions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.Optional;

/** Calls API destinations for others than rules. Belongs to one event loop. */
public final class DestinationCalls implements AutoCloseable {
    private final Calls calls;

    public DestinationCalls(
            Vertx vertx, Definitions definitions, Vault vault, InstantSource clock) {
        this.calls = new Calls(new HttpSender(vertx), definitions, Functions.NONE, vault, clock);
    }

    /** Calls the destination of an ARN; what went wrong, or nothing. */
    public Future<Optional<Failure>> call(String arn, String input) {
        return calls.call(Job.direct(arn, input));
    }

    @Override
    public void close() {
        calls.close();
    }
}
