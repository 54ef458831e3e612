package dev.hikyaku.model;

import java.util.Map;

/**
 * The attributes of server-side encryption. A queue has one kind of it at most: with a key of KMS,
 * or with one that SQS owns.
 */
final class Encryption {
    private static final String KMS_KEY = "KmsMasterKeyId";
    private static final String KMS_REUSE = "KmsDataKeyReusePeriodSeconds";
    private static final String SQS_MANAGED = "SqsManagedSseEnabled";

    private Encryption() {}

    /**
     * Takes from a queue's attributes what a change of its encryption puts an end to.
     *
     * @throws ServiceException (InvalidAttributeValue) if the change asks for both kinds
     */
    static void settle(Map<String, String> attributes, Map<String, String> changes) {
        boolean kms = !changes.getOrDefault(KMS_KEY, "").isEmpty();
        boolean managed = changes.getOrDefault(SQS_MANAGED, "").equals("true");
        if (kms && managed) {
            throw new ServiceException(
                    ErrorCode.INVALID_ATTRIBUTE_VALUE,
                    "You can use one type of server-side encryption (SSE) at one time: either a "
                            + KMS_KEY
                            + ", or "
                            + SQS_MANAGED
                            + " = true.");
        }
        if (kms) {
            attributes.remove(SQS_MANAGED);
        } else if (managed) {
            attributes.remove(KMS_KEY);
            attributes.remove(KMS_REUSE);
        }
    }

    /**
     * Checks the id, ARN or alias of a key.
     *
     * @throws ServiceException (InvalidAttributeValue) if it is longer than 2,048 characters
     */
    static void checkKeyId(String name, String value) {
        if (value.length() > Limits.KMS_KEY_ID_LENGTH_MAX) {
            throw new ServiceException(
                    ErrorCode.INVALID_ATTRIBUTE_VALUE,
                    "Invalid value for the parameter "
                            + name
                            + ". Reason: Must have at most "
                            + Limits.KMS_KEY_ID_LENGTH_MAX
                            + " characters; it has "
                            + value.length()
                            + ".");
        }
    }
}
