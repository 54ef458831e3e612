package dev.hikyaku.delivery;

import org.jspecify.annotations.Nullable;

/**
 * A message that a worker holds.
 *
 * @param groupId its message group; null for none
 * @param receiveCount 1 for the first time
 * @param ageMillis since it was received
 * @param running whether it is being delivered; if not, it waits
 */
public record Job(
        String messageId,
        String queue,
        @Nullable String groupId,
        int receiveCount,
        long ageMillis,
        boolean running) {}
