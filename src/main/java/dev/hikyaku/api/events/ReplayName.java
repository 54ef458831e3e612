package dev.hikyaku.api.events;

import dev.hikyaku.event.EventScope;
import dev.hikyaku.event.check.Constraints;
import dev.hikyaku.event.check.Fields;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What requests about one replay have. */
record ReplayName(@Nullable String replayName) {
    String checked() {
        new Constraints().required("replayName", replayName, Fields.REPLAY_NAME).check();
        return Objects.requireNonNull(replayName);
    }

    static String arn(EventScope scope, String name) {
        return scope.arn("replay/" + name);
    }
}
