package dev.hikyaku.api.sqs;

import dev.hikyaku.model.MessageAttribute;
import org.jspecify.annotations.Nullable;

/** A message attribute on the wire. */
record MessageAttributeValue(
        @Nullable String stringValue, byte @Nullable [] binaryValue, @Nullable String dataType) {
    static MessageAttributeValue of(MessageAttribute attribute) {
        return new MessageAttributeValue(
                attribute.stringValue(), attribute.binaryValue(), attribute.dataType());
    }
}
