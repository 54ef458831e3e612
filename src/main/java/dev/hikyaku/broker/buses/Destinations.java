package dev.hikyaku.broker.buses;

import dev.hikyaku.engine.Defined;
import dev.hikyaku.engine.Definitions;
import dev.hikyaku.event.http.ApiDestination;
import dev.hikyaku.event.http.Connection;
import org.jspecify.annotations.Nullable;

/** API destinations and connections by their ARNs, which end with an id of their own. */
public final class Destinations {
    private Destinations() {}

    /** The ARN, with its id. */
    public static String arn(Defined<ApiDestination> destination) {
        return destination.home() + "/" + destination.value().id();
    }

    /** The ARN, with its id. */
    public static String connectionArn(Defined<Connection> connection) {
        return connection.home() + "/" + connection.value().id();
    }

    /** The API destination of an ARN; null if there is none, or another one of that name. */
    public static @Nullable ApiDestination find(Definitions definitions, String arn) {
        var found = definitions.find(Kinds.API_DESTINATION, home(arn), "");
        return found != null && arn(found).equals(arn) ? found.value() : null;
    }

    /** The connection of an ARN; null if there is none, or another one of that name. */
    public static @Nullable Connection findConnection(Definitions definitions, String arn) {
        var found = definitions.find(Kinds.CONNECTION, home(arn), "");
        return found != null && connectionArn(found).equals(arn) ? found.value() : null;
    }

    private static String home(String arn) {
        return arn.substring(0, Math.max(0, arn.lastIndexOf('/')));
    }
}
