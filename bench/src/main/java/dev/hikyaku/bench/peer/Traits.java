package dev.hikyaku.bench.peer;

/**
 * What has to be known about a peer to read its figures.
 *
 * @param durable whether a confirmed message is synced to the disk
 */
public record Traits(String name, String version, String settings, boolean durable) {}
