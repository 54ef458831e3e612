package dev.hikyaku.engine;

/**
 * A kind of definition.
 *
 * @param type a record that Jackson can write and read; fields that a newer version added are
 *     passed over
 */
public record Kind<T>(String name, Class<T> type) {}
