package dev.hikyaku.broker.buses;

import dev.hikyaku.engine.Kind;
import dev.hikyaku.event.Archive;
import dev.hikyaku.event.EventBus;
import dev.hikyaku.event.Replay;
import dev.hikyaku.event.Rule;
import dev.hikyaku.event.http.ApiDestination;
import dev.hikyaku.event.http.Connection;

/**
 * What is defined. Rules are below their bus's ARN; all others are homes of their own, without a
 * name, by their ARN; that of connections and API destinations without the id at its end.
 */
public final class Kinds {
    public static final Kind<EventBus> BUS = new Kind<>("event-bus", EventBus.class);
    public static final Kind<Rule> RULE = new Kind<>("event-rule", Rule.class);
    public static final Kind<Archive> ARCHIVE = new Kind<>("event-archive", Archive.class);
    public static final Kind<Replay> REPLAY = new Kind<>("event-replay", Replay.class);
    public static final Kind<Connection> CONNECTION =
            new Kind<>("event-connection", Connection.class);
    public static final Kind<ApiDestination> API_DESTINATION =
            new Kind<>("event-api-destination", ApiDestination.class);

    private Kinds() {}
}
