package dev.hikyaku.api.events;

import dev.hikyaku.broker.buses.Destinations;
import dev.hikyaku.engine.Defined;
import dev.hikyaku.event.http.ApiDestination;
import java.time.Instant;

/** What changes of an API destination answer. */
record ApiDestinationSummary(
        String apiDestinationArn,
        String apiDestinationState,
        Instant creationTime,
        Instant lastModifiedTime) {
    static ApiDestinationSummary of(Events events, Defined<ApiDestination> found) {
        return new ApiDestinationSummary(
                Destinations.arn(found),
                ApiDestinationName.state(events, found.value()),
                found.value().creationTime(),
                found.value().lastModifiedTime());
    }
}
