package dev.hikyaku.api.events;

import java.time.Instant;

/** What creating and updating an archive answer. */
record ArchiveState(String archiveArn, String state, Instant creationTime) {}
