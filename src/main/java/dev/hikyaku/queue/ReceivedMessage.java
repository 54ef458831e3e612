package dev.hikyaku.queue;

/**
 * A message as a receive hands it out.
 *
 * @param receiveCount 1 for the first time
 */
public record ReceivedMessage(
        ReceiptHandle handle,
        StoredMessage message,
        int receiveCount,
        long firstReceivedAtMillis) {}
