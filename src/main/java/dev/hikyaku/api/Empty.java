package dev.hikyaku.api;

/** The answer of operations that AWS's model gives no output. */
public record Empty() {}
