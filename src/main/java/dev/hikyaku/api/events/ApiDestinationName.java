package dev.hikyaku.api.events;

import dev.hikyaku.api.Caller;
import dev.hikyaku.broker.buses.Destinations;
import dev.hikyaku.broker.buses.Kinds;
import dev.hikyaku.engine.Defined;
import dev.hikyaku.event.EventError;
import dev.hikyaku.event.EventScope;
import dev.hikyaku.event.check.Constraints;
import dev.hikyaku.event.check.Fields;
import dev.hikyaku.event.http.ApiDestination;
import dev.hikyaku.event.http.Connection;
import dev.hikyaku.model.ServiceException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What requests about one API destination have. */
record ApiDestinationName(@Nullable String name) {
    String checked() {
        new Constraints().required("name", name, Fields.API_DESTINATION_NAME).check();
        return Objects.requireNonNull(name);
    }

    static String home(EventScope scope, String name) {
        return scope.arn("api-destination/" + name);
    }

    static ServiceException missing(String name) {
        return EventError.RESOURCE_NOT_FOUND.of(
                "An api-destination '" + name + "' does not exist.");
    }

    static Defined<ApiDestination> find(Events events, Caller caller, String name) {
        var found =
                events.definitions()
                        .find(Kinds.API_DESTINATION, home(events.scope(caller), name), "");
        if (found == null) {
            throw missing(name);
        }
        return found;
    }

    /** A connection that an API destination is to have must be there. */
    static Connection connection(Events events, String arn) {
        Connection connection = Destinations.findConnection(events.definitions(), arn);
        if (connection == null) {
            throw EventError.RESOURCE_NOT_FOUND.of("Connection '" + arn + "' does not exist.");
        }
        return connection;
    }

    /** Whether it can be called. */
    static String state(Events events, ApiDestination destination) {
        Connection connection =
                Destinations.findConnection(events.definitions(), destination.connectionArn());
        return connection != null && connection.state().equals(Connection.AUTHORIZED)
                ? "ACTIVE"
                : "INACTIVE";
    }
}
