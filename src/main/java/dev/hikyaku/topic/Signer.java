package dev.hikyaku.topic;

import java.security.PrivateKey;
import java.util.Map;

/**
 * Signs what subscribers are sent.
 *
 * @param key of RSA
 * @param certificateUrl where subscribers find the certificate that goes with the key
 */
public record Signer(PrivateKey key, String certificateUrl) {
    /**
     * The signature over a message's members, in Base64.
     *
     * @param version 1 for SHA1withRSA, 2 for SHA256withRSA
     */
    String sign(Map<String, String> members, int version) {
        return Signing.sign(Signing.stringToSign(members), version, key);
    }
}
