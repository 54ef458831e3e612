package dev.hikyaku.event;

import org.jspecify.annotations.Nullable;

/**
 * Where goes what could not be delivered.
 *
 * @param arn of a standard queue
 */
public record DeadLetterConfig(@Nullable String arn) {}
