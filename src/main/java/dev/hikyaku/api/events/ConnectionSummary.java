package dev.hikyaku.api.events;

import dev.hikyaku.event.http.Connection;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What changes of a connection answer. */
record ConnectionSummary(
        String connectionArn,
        String connectionState,
        Instant creationTime,
        Instant lastModifiedTime,
        @Nullable Instant lastAuthorizedTime) {
    static ConnectionSummary of(String home, Connection connection, String state) {
        return new ConnectionSummary(
                home + "/" + connection.id(),
                state,
                connection.creationTime(),
                connection.lastModifiedTime(),
                connection.lastAuthorizedTime());
    }
}
