package dev.hikyaku.api.events;

import dev.hikyaku.event.EventScope;
import dev.hikyaku.event.check.Constraints;
import dev.hikyaku.event.check.Fields;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What requests about one archive have. */
record ArchiveName(@Nullable String archiveName) {
    String checked() {
        new Constraints().required("archiveName", archiveName, Fields.ARCHIVE_NAME).check();
        return Objects.requireNonNull(archiveName);
    }

    static String arn(EventScope scope, String name) {
        return scope.arn("archive/" + name);
    }
}
