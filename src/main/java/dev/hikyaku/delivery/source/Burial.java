package dev.hikyaku.delivery.source;

/**
 * A message that is dead.
 *
 * @param reason what the worker said; it goes along as message attributes
 */
public record Burial(Message message, String reason) {}
