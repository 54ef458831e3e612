package dev.hikyaku.api;

/** The answer of operations that answer nothing. */
public record Empty() {}
