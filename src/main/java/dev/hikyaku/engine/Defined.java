package dev.hikyaku.engine;

/** A definition as it is now. */
public record Defined<T>(String home, String name, long version, T value) {}
