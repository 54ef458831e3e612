package dev.hikyaku.server;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything a server is told, checked.
 *
 * @param port 0 for any that is free
 * @param advertise the URL that queue URLs begin with; null for where the server listens
 * @param account 12 digits
 * @param partitions for a new data directory, 1 to 64; an existing one keeps its number
 * @param allowAnonymous whether it may listen beyond this machine although it asks nobody who they
 *     are
 */
public record ServerSettings(
        String bind,
        int port,
        @Nullable String advertise,
        Path data,
        String region,
        String account,
        int partitions,
        boolean allowAnonymous,
        List<Queue> queues,
        List<Worker> workers) {

    /** A queue that is created or updated at the start. */
    public record Queue(
            String name,
            Map<String, String> attributes,
            @Nullable String deadLetter,
            int maxReceiveCount) {}

    /** A worker with its queues, by name. */
    public record Worker(List<String> queues) {}
}
