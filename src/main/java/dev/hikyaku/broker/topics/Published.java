package dev.hikyaku.broker.topics;

import org.jspecify.annotations.Nullable;

/**
 * What became of a published message.
 *
 * @param sequenceNumber 20 digits; null for a standard topic
 */
public record Published(String messageId, @Nullable String sequenceNumber) {}
