package dev.hikyaku.event;

import org.jspecify.annotations.Nullable;

/** Kept and shown; nothing is logged by it. */
public record LogConfig(@Nullable String includeDetail, @Nullable String level) {}
