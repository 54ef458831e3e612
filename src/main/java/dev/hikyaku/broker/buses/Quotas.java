package dev.hikyaku.broker.buses;

import dev.hikyaku.engine.Defined;
import dev.hikyaku.engine.Definitions;
import dev.hikyaku.engine.Kind;
import dev.hikyaku.event.BusArn;
import dev.hikyaku.event.EventError;
import dev.hikyaku.event.EventScope;
import java.util.stream.Stream;

/**
 * How many of a kind there may be: they are held in memory. All but rules are counted for each
 * region and account. Requests that come at the same moment may exceed it by their number.
 */
public record Quotas(Definitions definitions) {
    /** On one bus; Amazon's own default is 300. */
    public static final int RULES_MAX = 10_000;

    /** Besides the default one; Amazon's own default is 100. */
    public static final int BUSES_MAX = 1_000;

    public static final int ARCHIVES_MAX = 1_000;

    /** Amazon's own default, too. */
    public static final int CONNECTIONS_MAX = 3_000;

    /** Amazon's own default, too. */
    public static final int API_DESTINATIONS_MAX = 3_000;

    /** That have not ended; Amazon's own default, too. */
    public static final int REPLAYS_MAX = 10;

    /**
     * Checks that there may be one more rule on a bus.
     *
     * @throws dev.hikyaku.model.ServiceException (LimitExceededException) if there may not, as the
     *     other methods do
     */
    public void rule(BusArn bus) {
        check(definitions.below(Kinds.RULE, bus.toString()), RULES_MAX, "rules on a bus");
    }

    public void bus(EventScope scope) {
        check(Kinds.BUS, scope.arn("event-bus/"), BUSES_MAX, "event buses");
    }

    public void archive(EventScope scope) {
        check(Kinds.ARCHIVE, scope.arn("archive/"), ARCHIVES_MAX, "archives");
    }

    public void connection(EventScope scope) {
        check(Kinds.CONNECTION, scope.arn("connection/"), CONNECTIONS_MAX, "connections");
    }

    public void apiDestination(EventScope scope) {
        check(
                Kinds.API_DESTINATION,
                scope.arn("api-destination/"),
                API_DESTINATIONS_MAX,
                "API destinations");
    }

    public void replay(EventScope scope) {
        var running =
                definitions
                        .list(Kinds.REPLAY, scope.arn("replay/"), null, null)
                        .filter(each -> !each.value().state().ended());
        check(running, REPLAYS_MAX, "replays that have not ended");
    }

    private <T> void check(Kind<T> kind, String prefix, int max, String what) {
        check(definitions.list(kind, prefix, null, null), max, what);
    }

    private static <T> void check(Stream<Defined<T>> there, int max, String what) {
        if (there.limit(max).count() >= max) {
            throw EventError.tooMany("There may be " + max + " " + what + ".");
        }
    }
}
