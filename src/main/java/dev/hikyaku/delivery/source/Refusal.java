package dev.hikyaku.delivery.source;

/**
 * Why an entry of a batch came to nothing.
 *
 * @param retryable whether the same entry may succeed later
 */
public record Refusal(String reason, boolean retryable) {}
