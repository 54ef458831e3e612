package dev.hikyaku.api.events;

import dev.hikyaku.api.Caller;
import dev.hikyaku.broker.buses.Kinds;
import dev.hikyaku.engine.Defined;
import dev.hikyaku.event.EventError;
import dev.hikyaku.event.EventScope;
import dev.hikyaku.event.check.Constraints;
import dev.hikyaku.event.check.Fields;
import dev.hikyaku.event.http.Connection;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What requests about one connection have. */
record ConnectionName(@Nullable String name) {
    String checked() {
        new Constraints().required("name", name, Fields.CONNECTION_NAME).check();
        return Objects.requireNonNull(name);
    }

    static String home(EventScope scope, String name) {
        return scope.arn("connection/" + name);
    }

    /** The connection, if there is one. */
    static Connection existing(String name, @Nullable Connection connection) {
        if (connection == null) {
            throw EventError.RESOURCE_NOT_FOUND.of("Connection '" + name + "' does not exist.");
        }
        return connection;
    }

    static Defined<Connection> find(Events events, Caller caller, String name) {
        var found =
                events.definitions().find(Kinds.CONNECTION, home(events.scope(caller), name), "");
        existing(name, found == null ? null : found.value());
        return Objects.requireNonNull(found);
    }
}
