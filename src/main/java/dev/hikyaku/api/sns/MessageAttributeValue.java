package dev.hikyaku.api.sns;

import org.jspecify.annotations.Nullable;

/** A message attribute on the wire. */
record MessageAttributeValue(
        @Nullable String dataType, @Nullable String stringValue, byte @Nullable [] binaryValue) {}
