package dev.hikyaku.topic;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * Signatures of what subscribers are sent. Source: the SNS developer guide, "Verifying the
 * signatures of Amazon SNS messages".
 */
final class Signing {
    private static final List<String> NOTIFICATION =
            List.of("Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type");
    private static final List<String> CONFIRMATION =
            List.of(
                    "Message",
                    "MessageId",
                    "SubscribeURL",
                    "Timestamp",
                    "Token",
                    "TopicArn",
                    "Type");

    private Signing() {}

    /**
     * What is signed: names and values, a line each, in order of the names; absent ones left out.
     */
    static String stringToSign(Map<String, String> members) {
        List<String> names =
                "Notification".equals(members.get("Type")) ? NOTIFICATION : CONFIRMATION;
        var text = new StringBuilder();
        for (String name : names) {
            String value = members.get(name);
            if (value != null) {
                text.append(name).append('\n').append(value).append('\n');
            }
        }
        return text.toString();
    }

    /**
     * Signs a text.
     *
     * @param version 1 for SHA1withRSA, 2 for SHA256withRSA
     * @return in Base64
     */
    static String sign(String text, int version, PrivateKey key) {
        try {
            Signature signature =
                    Signature.getInstance(version == 2 ? "SHA256withRSA" : "SHA1withRSA");
            signature.initSign(key);
            signature.update(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the signing key does not sign", e);
        }
    }
}
