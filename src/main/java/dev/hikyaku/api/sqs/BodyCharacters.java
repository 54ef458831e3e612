package dev.hikyaku.api.sqs;

import dev.hikyaku.model.ErrorCode;
import dev.hikyaku.model.ServiceException;

/**
 * Which characters a message may hold: those of XML 1.0. Source: SendMessage in the SQS API
 * reference.
 */
final class BodyCharacters {
    private BodyCharacters() {}

    /**
     * Checks a text.
     *
     * @throws ServiceException (InvalidMessageContents) that names the first character that is not
     *     allowed
     */
    static void check(String text, String where) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x20 && c < 0xD800) {
                continue;
            }
            if (Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (!(c == '\t' || c == '\n' || c == '\r' || (c >= 0xE000 && c <= 0xFFFD))) {
                throw new ServiceException(
                        ErrorCode.INVALID_MESSAGE_CONTENTS,
                        "Invalid character #x"
                                + Integer.toHexString(c).toUpperCase(java.util.Locale.ROOT)
                                + " was found in "
                                + where
                                + ", the set of allowed characters is #x9 | #xA | #xD |"
                                + " #x20 to #xD7FF | #xE000 to #xFFFD | #x10000 to #x10FFFF.");
            }
        }
    }
}
