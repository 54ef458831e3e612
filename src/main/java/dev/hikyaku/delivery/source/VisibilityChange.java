package dev.hikyaku.delivery.source;

/**
 * When a received message becomes visible again.
 *
 * @param visibilityTimeoutSeconds from now, 0 to 43,200; 0 is at once
 */
public record VisibilityChange(Handle handle, int visibilityTimeoutSeconds) {}
