package dev.hikyaku.broker.buses;

import java.util.concurrent.CompletableFuture;

/** What tells rules that have a ScheduleExpression when they are due. */
public interface RuleClock {
    /** Tells from now on; nothing changes if it does already. */
    CompletableFuture<Void> start(String ruleArn, String expression, boolean enabled);

    /** Tells no more; nothing happens if it did not. */
    CompletableFuture<Void> stop(String ruleArn);
}
