package dev.hikyaku.api;

/**
 * The answer of operations whose output has no members: the query protocol writes an element for
 * it, other than for {@link Empty}.
 */
public record EmptyResult() {}
