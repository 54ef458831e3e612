package dev.hikyaku.model;

import org.jspecify.annotations.Nullable;

/**
 * A message attribute: its data type ({@code String}, {@code Number} or {@code Binary}, with an
 * optional {@code .custom} suffix) and the one value that goes with it.
 */
public record MessageAttribute(
        String dataType, @Nullable String stringValue, byte @Nullable [] binaryValue) {
    public boolean binary() {
        return binaryValue != null;
    }
}
