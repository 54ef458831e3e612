package dev.hikyaku.model;

import java.nio.charset.StandardCharsets;
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

    /** What it counts towards a message's size under this name: the name, the type, the value. */
    public int sizeBytes(String name) {
        int value =
                binaryValue != null
                        ? binaryValue.length
                        : utf8Length(stringValue == null ? "" : stringValue);
        return utf8Length(name) + utf8Length(dataType) + value;
    }

    private static int utf8Length(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
